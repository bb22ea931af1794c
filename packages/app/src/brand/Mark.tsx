/**
 * The mark: a fly tower, the part of a theatre above the stage where the scenery hangs, and a drop that is lit.
 */
export function Mark(props: { size?: number }) {
  const { size = 28 } = props;
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path
        d="M9 3.5h14a1.5 1.5 0 0 1 1.5 1.5v12.5h4A1.5 1.5 0 0 1 30 19v8.5a1.5 1.5 0 0 1-1.5 1.5h-25A1.5 1.5 0 0 1 2 27.5V19a1.5 1.5 0 0 1 1.5-1.5h4V5A1.5 1.5 0 0 1 9 3.5Z"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.2"
        strokeLinejoin="round"
      />
      <path
        d="M12.2 4v5.5M16 4v9M19.8 4v5.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
      />
      <path d="M11 17.5h10l2.6 8.2H8.4L11 17.5Z" fill="var(--house-light)" />
    </svg>
  );
}
