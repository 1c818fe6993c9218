/** The data sources' fixed uids: provisioned for Grafana in stack/config/grafana, known to the viewer. */
export const datasources = {
  prometheus: { type: 'prometheus', uid: 'prometheus' },
  loki: { type: 'loki', uid: 'loki' },
  /** Tempo, or Zipkin where Tempo is not to be had. */
  traces: { type: 'tempo', uid: 'traces' },
} as const;

/** Grafana's own, for a panel whose queries go to several data sources. */
export const mixed = { type: 'datasource', uid: '-- Mixed --' } as const;
