import type { document as english } from '../en/document';
import type { Translation } from '../message';

export const document: Translation<typeof english> = {
  'document.experiments': '实验',
  'document.openable': '实验与记录包',
  'document.choose-folder': '打开已记录实验的文件夹',
  'document.all-files': '所有文件',
  'document.cannot-open': '无法打开 {file}。',
  'document.expected': '需要 Unroll 的实验文件（.unroll.json）。',
  'document.cannot-save': '无法保存 {file}。',
  'document.nothing-to-save': '表单中的内容还不是一个实验。',
  'document.nothing-to-save-text': '请先改正表单中标出的内容，再保存。',
  'document.training': '正在训练。',
  'document.training-text': '请先停止训练，或等训练结束，再打开另一个实验。',
  'document.unsaved': '要保存对“{name}”的更改吗？',
  'document.unsaved-text': '未保存的更改将会丢失。已记录的运行不受影响。',
  'document.save': '保存',
  'document.dont-save': '不保存',
  'document.cancel': '取消',
  'document.quit-training': '正在训练。仍要退出吗？',
  'document.quit-training-text': '到目前为止的训练已记录，可用“unroll run --resume”继续。',
  'document.quit': '退出',
  'document.keep-training': '继续训练',

  'report.title': '报告问题',
  'report.message': '报告问题时应提供以下内容。程序没有发送任何信息。',
  'report.copy': '复制',
  'report.no-log': '无法打开日志。',
};
