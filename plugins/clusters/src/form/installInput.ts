/** An add-on as the form keeps it. */
export interface ChosenAddon {
  name: string;
  version?: string;
}

/** What the operation that installs it takes. */
export function installInput(clusterId: string, chosen: ChosenAddon) {
  const { name, version } = chosen;
  return { clusterId, addon: name, ...(version && { version }) };
}
