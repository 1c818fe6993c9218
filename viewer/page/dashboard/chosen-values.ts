import type { MultiValueVariable, VariableValueOption } from '@grafana/scenes';
import { map, type Observable } from 'rxjs';

type Arguments = Parameters<MultiValueVariable['getValueOptions']>[0];
type Chosen = Parameters<MultiValueVariable['changeValueTo']>;

/** Each kind of variable with a list has its own way to fill it. */
interface Listed {
  changeValueTo(...chosen: Chosen): void;
  getValueOptions(args: Arguments): Observable<VariableValueOption[]>;
}

/**
 * A variable with a list to choose from, that keeps what was chosen (in the address, or on the page) though it is not on the
 * list: a service that sent only spans has no metric to be listed by, and yet is the one that is looked for.
 */
// biome-ignore lint/suspicious/noExplicitAny: TypeScript asks it of the constructor of a class that is extended
export function keepingChosen<T extends new (...args: any[]) => Listed>(Variable: T) {
  return class extends Variable {
    #chosen: readonly string[] = [];

    override changeValueTo(...[value, ...rest]: Chosen): void {
      this.#chosen = [value].flat().map(String);
      super.changeValueTo(value, ...rest);
    }

    override getValueOptions(args: Arguments) {
      return super.getValueOptions(args).pipe(map((listed) => [...listed, ...this.#unlisted(listed)]));
    }

    #unlisted(listed: readonly VariableValueOption[]): VariableValueOption[] {
      return this.#chosen
        .filter((value) => value !== '' && value !== '$__all' && value !== 'All')
        .filter((value) => !listed.some((option) => option.value === value || option.label === value))
        .map((value) => ({ value, label: value }));
    }
  };
}
