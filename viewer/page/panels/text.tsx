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
  // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitized in both cases
  return <div className="markdown-html text-panel" dangerouslySetInnerHTML={{ __html: html }} />;
}

export const text = definePanel<TextOptions>({
  component: TextPanel,
  options: { mode: 'markdown', content: '' },
  noPadding: true,
  noData: true,
});
