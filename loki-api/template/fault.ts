/** What a function was given does not fit; the line keeps its text and is marked. */
export class TemplateFault extends Error {}
