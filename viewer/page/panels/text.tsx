import { PanelPlugin, type PanelProps, renderTextPanelMarkdown, textUtil } from '@grafana/data';
import { panelOptions } from './panel-options';

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

export const text = new PanelPlugin<TextOptions>(TextPanel)
  .setPanelOptions(panelOptions<TextOptions>({ mode: 'markdown', content: '' }))
  .setNoPadding();
text.meta.skipDataQuery = true;
