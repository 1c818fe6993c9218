/** What can be wrong with a dashboard of anybody's. */
export type FindingKind =
  /** It does not parse, or a variable in it is nobody's. */
  | 'query'
  /** The store refuses it. */
  | 'fails'
  | 'empty'
  /** It asks for a metric that does not exist. */
  | 'no metric'
  /** Its window is shorter than what lies between two samples. */
  | 'short window'
  | 'variable'
  | 'data source'
  | 'link'
  /** Against the rules of this repository, which are nobody else's. */
  | 'house';

export interface Finding {
  /** The dashboard's title. */
  readonly dashboard: string;
  /** The panel, variable, annotation or link. */
  readonly where: string;
  readonly kind: FindingKind;
  readonly message: string;
}

export const findingText = ({ dashboard, where, kind, message }: Finding) =>
  `${dashboard} / ${where}: ${kind}: ${message}`;
