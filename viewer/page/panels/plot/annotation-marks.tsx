import { type DataFrame, dateTimeFormat } from '@grafana/data';
import { config as runtime } from '@grafana/runtime';
import { TagList, Tooltip, type UPlotConfigBuilder } from '@grafana/ui';
import { createPortal } from 'react-dom';
import { usePlot } from './use-plot';

interface Annotation {
  readonly time: number;
  readonly timeEnd?: number;
  readonly title?: string;
  readonly text?: string;
  readonly tags?: readonly string[];
  readonly color?: string;
}

/** What happened meanwhile, as lines and stretches across the plot; their feet say what they are. */
export function AnnotationMarks({ config, frames }: { config: UPlotConfigBuilder; frames: readonly DataFrame[] }) {
  const plot = usePlot(config);
  if (!plot) return null;
  const width = plot.over.clientWidth;
  const marks = frames
    .filter(isAnnotations)
    .flatMap(annotationsOf)
    .flatMap((annotation) => {
      const from = Math.max(0, plot.valToPos(annotation.time, 'x'));
      const to = Math.min(width, plot.valToPos(annotation.timeEnd || annotation.time, 'x'));
      if (to < 0 || from > width) return [];
      const color = runtime.theme2.visualization.getColorByName(annotation.color || 'blue');
      return [
        <AnnotationMark
          key={`${annotation.time} ${annotation.title} ${annotation.tags}`}
          annotation={annotation}
          left={from}
          width={Math.max(0, to - from)}
          color={color}
        />,
      ];
    });
  return createPortal(marks, plot.over);
}

interface AnnotationMarkProps {
  annotation: Annotation;
  left: number;
  width: number;
  color: string;
}

function AnnotationMark({
  annotation: { time, timeEnd, title, text, tags = [] },
  left,
  width,
  color,
}: AnnotationMarkProps) {
  const when =
    dateTimeFormat(time) + (timeEnd && timeEnd > time ? ` to ${dateTimeFormat(timeEnd, { format: 'HH:mm:ss' })}` : '');
  const content = (
    <div className="mark-details">
      <p>{when}</p>
      <p>
        <strong>{title}</strong>
      </p>
      {text && <p>{text}</p>}
      <TagList tags={[...tags]} />
    </div>
  );
  return (
    <>
      <div className="annotation-stretch" style={{ left, width, borderColor: color, background: `${color}18` }} />
      <Tooltip content={content}>
        <button
          type="button"
          className="annotation-foot"
          style={{ left, width: Math.max(8, width), background: color, marginLeft: width < 8 ? -4 : 0 }}
          aria-label={`${title ?? 'Annotation'}, ${when}`}
        />
      </Tooltip>
    </>
  );
}

const isAnnotations = ({ meta }: DataFrame) => meta?.custom?.resultType !== 'exemplar';

function annotationsOf({ fields, length }: DataFrame): Annotation[] {
  return Array.from(
    { length },
    (_, index) => Object.fromEntries(fields.map(({ name, values }) => [name, values[index]])) as unknown as Annotation,
  );
}
