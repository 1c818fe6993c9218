import { type SceneObject, sceneGraph } from '@grafana/scenes';
import type { DashboardLink } from '@grafana/schema';

export interface Followable {
  readonly href: string;
  readonly target: '_blank' | '_self';
}

/** A link of a dashboard or panel as an address, carrying the time and the variables on where it says so. */
export function followable(
  link: Pick<DashboardLink, 'url' | 'keepTime' | 'includeVars' | 'targetBlank'>,
  from: SceneObject,
): Followable {
  const carried = [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Grafana's macros
    ...(link.keepTime ? ['${__url_time_range}'] : []),
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Grafana's macros
    ...(link.includeVars ? ['${__all_variables}'] : []),
  ].join('&');
  const url = link.url ?? '';
  const whole = carried ? `${url}${url.includes('?') ? '&' : '?'}${carried}` : url;
  return { href: sceneGraph.interpolate(from, whole), target: link.targetBlank ? '_blank' : '_self' };
}
