/** Lines that belong to the trace whose ID is in the variable `trace`; of any trace while it is empty. */
export const traceLines = '{service_name=~".+"} | trace_id=~".*$trace.*" | trace_id!=""';
