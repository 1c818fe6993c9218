import type { PromqlProblem } from './check';
import {
  type AggregateExpression,
  type BinaryExpression,
  bare,
  type CallExpression,
  type Expression,
} from './expression';
import { unquote } from './string-literal';

/** Which series an expression gives, as far as the query tells. */
export interface SeriesShape {
  /** The labels they may have; undefined when the query leaves that to the metric. */
  readonly labels: readonly string[] | undefined;
  /** Whether metrics of several names may be among them: when the name goes, two of them may be the same. */
  readonly severalNames: boolean;
}

const nothing: SeriesShape = { labels: [], severalNames: false };

/** Functions that leave the metric's name on. */
const keepName = new Set(['last_over_time', 'first_over_time', 'sort', 'sort_desc']);
const setOperators = new Set(['and', 'or', 'unless']);
const comparisons = new Set(['==', '!=', '<', '>', '<=', '>=']);
const selecting = new Set(['topk', 'bottomk']);

/** The series of an expression; of one that `seriesProblem` has nothing against. */
export const shapeOf = (expression: Expression): SeriesShape => new Reading().of(expression);

/** The first place where an evaluation would fail because several series become one; undefined when there is none that the query shows. */
export function seriesProblem(expression: Expression): PromqlProblem | undefined {
  const reading = new Reading();
  const shape = reading.of(expression);
  if (shape.severalNames) reading.loses(expression, shape);
  return reading.problems.sort((a, b) => a.offset - b.offset)[0];
}

class Reading {
  readonly problems: PromqlProblem[] = [];

  of(expression: Expression): SeriesShape {
    switch (expression.kind) {
      case 'number':
      case 'string':
        return nothing;
      case 'selector':
        return { labels: undefined, severalNames: expression.selector.metric === '' };
      case 'sign':
        return this.loses(expression, this.of(expression.of));
      case 'binary':
        return this.#binary(expression);
      case 'call':
        return this.#call(expression);
      case 'aggregate':
        return this.#aggregate(expression);
      default:
        return this.of(expression.of);
    }
  }

  /** The name goes: what differed in nothing else is the same now. */
  loses(expression: Expression, shape: SeriesShape): SeriesShape {
    if (shape.severalNames)
      this.problems.push({
        offset: expression.at,
        reason:
          'metrics of several names lose their name here, and may then have the same labels, which Prometheus refuses',
        hint: 'Name one metric in each selector, and add them up: sum(increase(a_total[{{.window}}])) + sum(increase(b_total[{{.window}}])).',
      });
    return { ...shape, severalNames: false };
  }

  #call(call: CallExpression): SeriesShape {
    const { name, parameters } = call;
    const shapes = parameters.map((parameter) => this.of(parameter));
    if (name === 'absent' || name === 'absent_over_time') return { labels: undefined, severalNames: false };
    if (parameters.length === 0 || name === 'vector' || name === 'scalar') return nothing;
    const shape = shapes.find((_, index) => readsVector(parameters[index])) ?? nothing;
    if (keepName.has(name)) return shape;
    if (name === 'label_replace' || name === 'label_join') {
      const target = parameters[1] && bare(parameters[1]);
      const added = target?.kind === 'string' ? [unquote(target.literal)] : [];
      return { ...shape, labels: shape.labels && [...new Set([...shape.labels, ...added])] };
    }
    const kept = this.loses(call, shape);
    return name === 'histogram_quantile' ? { ...kept, labels: kept.labels?.filter((label) => label !== 'le') } : kept;
  }

  #aggregate({ op, grouping, parameters }: AggregateExpression): SeriesShape {
    const inner = this.of(parameters.at(-1) ?? ({ kind: 'number' } as Expression));
    if (selecting.has(op)) return inner;
    const [first] = parameters;
    const counted = op === 'count_values' && first && bare(first);
    const added = counted && counted.kind === 'string' ? [unquote(counted.literal)] : [];
    if (grouping && !grouping.includes)
      return {
        labels: inner.labels && [...inner.labels.filter((label) => !grouping.labels.includes(label)), ...added],
        severalNames: false,
      };
    const named = grouping?.labels ?? [];
    const kept = inner.labels ? named.filter((label) => inner.labels?.includes(label)) : named;
    return {
      labels: [...new Set([...kept, ...added])].filter((label) => label !== '__name__').sort(),
      severalNames: named.includes('__name__') && inner.severalNames,
    };
  }

  #binary(expression: BinaryExpression): SeriesShape {
    const { op, left, right, bool } = expression;
    const [one, other] = [this.of(left), this.of(right)];
    if (setOperators.has(op)) return op === 'or' ? union(one, other) : one;
    const keepsName = comparisons.has(op) && !bool;
    if (!readsVector(right)) return keepsName ? one : this.loses(left, one);
    if (!readsVector(left)) return keepsName ? other : this.loses(right, other);
    this.loses(left, one);
    this.loses(right, other);
    return this.#matched(expression, one.labels, other.labels);
  }

  /** Arithmetic between two vectors: each series of a side may have but one of the other. */
  #matched(
    { matching, group, left, right }: BinaryExpression,
    one: SeriesShape['labels'],
    other: SeriesShape['labels'],
  ): SeriesShape {
    const compared = (labels: readonly string[]) =>
      matching ? labels.filter((label) => matching.labels.includes(label) === matching.includes) : labels;
    const unique = (labels: SeriesShape['labels'], side: 'left' | 'right', at: Expression) => {
      if (!labels || group?.many === side || compared(labels).length === labels.length) return;
      const lost = labels.filter((label) => !compared(labels).includes(label));
      this.problems.push({
        offset: at.at,
        reason: `several series of this side, told apart by ${lost.join(', ')}, may match one of the other, which Prometheus refuses`,
        hint: 'Match on all labels of both sides, or say which side has many with group_left or group_right.',
      });
    };
    unique(one, 'left', left);
    unique(other, 'right', right);
    if (group) {
      const many = group.many === 'left' ? one : other;
      return { labels: many && [...new Set([...many, ...group.labels])].sort(), severalNames: false };
    }
    if (matching?.includes) return { labels: [...new Set(matching.labels)].sort(), severalNames: false };
    const known = one && other ? one.filter((label) => other.includes(label)) : (one ?? other);
    return { labels: known && compared(known), severalNames: false };
  }
}

const union = (one: SeriesShape, other: SeriesShape): SeriesShape => ({
  labels: one.labels && other.labels && [...new Set([...one.labels, ...other.labels])].sort(),
  severalNames: one.severalNames || other.severalNames,
});

/** Whether it is a vector, not a number or a text. */
export function readsVector(expression: Expression | undefined): boolean {
  if (!expression) return false;
  switch (expression.kind) {
    case 'number':
    case 'string':
      return false;
    case 'sign':
    case 'parentheses':
      return readsVector(expression.of);
    case 'binary':
      return readsVector(expression.left) || readsVector(expression.right);
    case 'call':
      return !['scalar', 'pi', 'time'].includes(expression.name);
    default:
      return true;
  }
}
