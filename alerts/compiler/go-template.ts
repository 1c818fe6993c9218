/** What Prometheus and Go give to the templates of labels and annotations (template/template.go, text/template). */
const functions = new Set(
  `query first label value strvalue args reReplaceAll safeHtml match title toUpper toLower graphLink tableLink sortByLabel
  stripPort stripDomain humanize humanize1024 humanizeDuration humanizePercentage humanizeTimestamp toTime toDuration now
  pathPrefix externalURL parseDuration urlQueryEscape
  and or not len index slice print printf println html js urlquery call eq ne lt le gt ge`.split(/\s+/),
);
const given = ['$', '$labels', '$externalLabels', '$externalURL', '$value'];

const token =
  /\s+|"(?:\\.|[^"\\\n])*"|`[^`]*`|'(?:\\.|[^'\\\n])+'|:=|[-+]?\d[\w.]*(?:[eE][-+]\d+)?|\$\w*(?:\.[\p{L}_]\w*)*|(?:\.[\p{L}_]\w*)+|\.|[\p{L}_]\w*|[=|(),]/uy;

/** What Prometheus would mind about a text as a template when it loads the rules; undefined when it takes it. */
export function templateProblem(text: string): string | undefined {
  try {
    new TemplateReader().read(text);
    return undefined;
  } catch (error) {
    if (error instanceof Unreadable) return error.message;
    throw error;
  }
}

class Unreadable extends Error {}
const refuse = (reason: string): never => {
  throw new Unreadable(reason);
};

class TemplateReader {
  /** What is open, and what it has declared. */
  readonly #scopes: { readonly opened: string; readonly variables: string[] }[] = [
    { opened: '', variables: [...given] },
  ];

  read(text: string): void {
    for (let at = text.indexOf('{{'); at >= 0; at = text.indexOf('{{', at)) {
      const comment = /^\{\{(?:- )?\/\*[\s\S]*?\*\/(?: -)?\}\}/.exec(text.slice(at))?.[0];
      if (comment) at += comment.length;
      else {
        const { tokens, end } = readAction(text, at);
        this.#action(tokens);
        at = end;
      }
    }
    if (this.#scopes.length > 1) refuse(`{{ ${this.#scopes.at(-1)?.opened} }} has no {{ end }}`);
  }

  #action(tokens: readonly string[]): void {
    const [word = '', ...rest] = tokens;
    switch (word) {
      case 'if':
      case 'with':
      case 'range':
        this.#scopes.push({ opened: word, variables: [] });
        this.#pipeline(rest);
        return;
      case 'else':
        if (this.#scopes.length === 1) refuse('{{ else }} stands outside of an if');
        if (rest.length > 0)
          this.#pipeline(
            rest[0] === 'if' || rest[0] === 'with' ? rest.slice(1) : refuse(`{{ else ${rest[0]} }} is not known`),
          );
        return;
      case 'end':
        if (this.#scopes.length === 1) refuse('there is one {{ end }} too many');
        if (rest.length > 0) refuse(`{{ end ${rest[0]} }} is not known`);
        this.#scopes.pop();
        return;
      case 'break':
      case 'continue':
        if (!this.#scopes.some(({ opened }) => opened === 'range')) refuse(`{{ ${word} }} stands outside of a range`);
        return;
      default:
        this.#pipeline(tokens);
    }
  }

  #pipeline(tokens: readonly string[]): void {
    const values = this.#declare(tokens);
    let depth = 0;
    let stage: string[] = [];
    const stages = [stage];
    for (const each of values) {
      if (each === '(') depth++;
      if (each === ')' && --depth < 0) refuse('there is a ) too many');
      if (each === '|' && depth === 0) {
        stage = [];
        stages.push(stage);
      } else stage.push(each);
    }
    if (depth > 0) refuse('a ( is never closed');
    stages.forEach(([first], index) => {
      if (first === undefined) refuse('a value is missing');
      if (index > 0 && /^(?:["'`\d+.-]|true$|false$|nil$)/.test(first ?? '') && !/^\.\w/.test(first ?? ''))
        refuse(`${first} cannot take what stands before the |`);
    });
    for (const each of values) this.#operand(each);
  }

  /** `$x :=`, and in a range `$i, $x :=`. */
  #declare(tokens: readonly string[]): readonly string[] {
    const end = tokens.findIndex((each) => each === ':=' || each === '=');
    if (end < 0) return tokens;
    const names = tokens.slice(0, end).filter((each) => each !== ',');
    if (names.length === 0 || names.some((name) => !/^\$\w+$/.test(name))) refuse('only variables, $name, can be set');
    if (tokens[end] === ':=') this.#scopes.at(-1)?.variables.push(...names);
    else for (const name of names) this.#operand(name);
    return tokens.slice(end + 1);
  }

  #operand(each: string): void {
    const variable = /^\$\w*/.exec(each)?.[0];
    if (variable && !this.#scopes.some(({ variables }) => variables.includes(variable)))
      refuse(`the variable ${variable} is not set; there are $labels, $value, $externalLabels and $externalURL`);
    if (/^[\p{L}_]/u.test(each) && !['true', 'false', 'nil'].includes(each) && !functions.has(each))
      refuse(`there is no function ${each}`);
    if (each === ':=' || each === '=' || each === ',') refuse(`${each} stands where a value should`);
  }
}

function readAction(text: string, start: number): { tokens: string[]; end: number } {
  const tokens: string[] = [];
  let at = start + 2;
  if (/^-\s/.test(text.slice(at))) at += 1;
  while (true) {
    const end = /^(?:\s-)?\}\}/.exec(text.slice(at));
    if (end)
      return { tokens: tokens.length > 0 ? tokens : refuse('there is nothing in {{ }}'), end: at + end[0].length };
    token.lastIndex = at;
    const [found] =
      token.exec(text) ??
      refuse(at >= text.length ? 'a {{ is never closed' : `${text.slice(at, at + 10)} is not understood`);
    at += found.length;
    if (found.trim() !== '') tokens.push(found);
  }
}
