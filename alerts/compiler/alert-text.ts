/** Text for a label or an annotation of an alert, which Prometheus expands as templates: braces of the author's stay what they are. */
export const asText = (text: string): string => text.replaceAll('{{', '{{ "{{" }}');
