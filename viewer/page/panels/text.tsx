import { type PanelProps, renderTextPanelMarkdown, textUtil } from '@grafana/data';
import { definePanel } from './define-panel';

interface TextOptions {
  mode: 'markdown' | 'html' | 'code';
  content: string;
}

function TextPanel({ options, replaceVariables }: PanelProps<TextOptions>) {
  const content = replaceVariables(options.content, {}, options.mode === 'code' ? 'raw' : 'html');
  if (options.mode === 'code') return <pre className="text-code">{content}</pre>;
  const html =
    options.mode === 'markdown' ? renderTextPanelMarkdown(content) : textUtil.sanitizeTextPanelContent(content);
  // Whoever has no mouse scrolls it once it has the focus.
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitized in both cases
    <div className="markdown-html text-panel" tabIndex={0} dangerouslySetInnerHTML={{ __html: html }} />
  );
}

export const text = definePanel<TextOptions>({
  component: TextPanel,
  options: { mode: 'markdown', content: '' },
  noPadding: true,
  noData: true,
});
