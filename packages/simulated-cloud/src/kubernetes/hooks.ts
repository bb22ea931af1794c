/** A line that a container wrote. */
export interface LogLine {
  /** Milliseconds since 1970. */
  time: number;
  text: string;
}

/** Which container's log is read, and from where on. */
export interface LogRequest {
  namespace: string;
  pod: string;
  container: string;
  /** Lines to come as well; the request's end aborts the signal. */
  follow: boolean;
  signal: AbortSignal;
}

/** What only those know who play the kubelets and the network. */
export interface ClusterHooks {
  /** Lines of a container, oldest first; with `follow` an iterable that goes on until the signal is aborted. */
  logsOf?(
    request: LogRequest,
  ): AsyncIterable<LogLine> | Iterable<LogLine> | undefined;
  /** Answers `…/services/<name>:<port>/proxy/<path>`; undefined when nothing listens there. */
  proxyOf?(target: {
    namespace: string;
    service: string;
    port?: string;
    path: string;
    request: Request;
  }): Promise<Response | undefined>;
}
