/** A dashboard of anybody's, in one form, whichever of Grafana's it was written in. */
export interface Board {
  /** The file, or the address in Grafana. */
  readonly source: string;
  readonly title: string;
  readonly uid?: string;
  /** From when to when it looks when it is opened: `now-6h`, or a time. */
  readonly from: string;
  readonly to: string;
  readonly panels: readonly BoardPanel[];
  readonly variables: readonly BoardVariable[];
  readonly annotations: readonly BoardQuery[];
  readonly links: readonly BoardLink[];
  /** The types of the data sources that it asks for when it is imported, by name. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Its JSON, as it was read. */
  readonly json: unknown;
}

export interface BoardPanel {
  readonly title: string;
  readonly type: string;
  readonly queries: readonly BoardQuery[];
  readonly links: readonly BoardLink[];
  /** The variable for each of whose values there is one of it. */
  readonly repeat?: string;
  /** Why it cannot be examined. */
  readonly unsupported?: string;
}

export interface BoardQuery {
  /** Of the query in its panel, or of the annotation. */
  readonly name: string;
  readonly datasource: DataSourceRef | undefined;
  /** Undefined for a query of another language than PromQL and LogQL. */
  readonly expr?: string;
  /** Asked for the end of the range only. */
  readonly instant: boolean;
  /** Switched off, or only there for an expression to read. */
  readonly hidden: boolean;
  /** The shortest step. */
  readonly interval?: string;
}

/** As it is written: a uid, a variable (`${datasource}`), or in old dashboards a name. */
export interface DataSourceRef {
  readonly type?: string;
  readonly uid?: string;
}

export interface BoardLink {
  readonly where: string;
  readonly url: string;
}

export interface BoardVariable {
  readonly name: string;
  /** `query`, `custom`, `interval`, `datasource`, `textbox`, `constant`, `adhoc`, ... */
  readonly kind: string;
  /** What its values are asked or made from. */
  readonly query: unknown;
  readonly datasource: DataSourceRef | undefined;
  /** What was chosen when it was saved. */
  readonly current: readonly string[];
  /** What could be chosen when it was saved. */
  readonly options: readonly string[];
  /** Of what is found, only what fits: `/pattern/`. */
  readonly regex: string;
  readonly multi: boolean;
  readonly includeAll: boolean;
  /** What stands for all of them, in place of their list. */
  readonly allValue?: string;
}
