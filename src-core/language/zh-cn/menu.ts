import type { menu as english } from '../en/menu';
import type { Translation } from '../message';

export const menu: Translation<typeof english> = {
  'menu.file': '文件(&F)',
  'menu.open-runs-folder': '打开运行记录文件夹',
  'menu.quit': '退出',
  'menu.close': '关闭',
  'menu.edit': '编辑(&E)',
  'menu.undo': '撤销',
  'menu.redo': '重做',
  'menu.cut': '剪切',
  'menu.copy': '复制',
  'menu.paste': '粘贴',
  'menu.select-all': '全选',
  'menu.run': '运行(&R)',
  'menu.run-run': '运行',
  'menu.run-pause': '暂停',
  'menu.run-resume': '继续',
  'menu.run-step': '单步',
  'menu.run-stop': '停止',
  'menu.view': '视图(&V)',
  'menu.actual-size': '实际大小',
  'menu.zoom-in': '放大',
  'menu.zoom-out': '缩小',
  'menu.full-screen': '全屏',
  'menu.language': '语言（Language）',
  'menu.language-system': '跟随系统',
  'menu.window': '窗口(&W)',
  'menu.minimize': '最小化',
  'menu.zoom': '缩放',
  'menu.help': '帮助(&H)',
  'menu.about': '关于 {app}',
  'menu.services': '服务',
  'menu.hide': '隐藏 {app}',
  'menu.hide-others': '隐藏其他',
  'menu.show-all': '全部显示',

  'about.what': '循环神经网络桌面工作台。',
  'about.versions': 'Electron {electron}，Chromium {chrome}，Node {node}',
  'about.out-of-support':
    '此版本的 Electron 已停止支持，不再获得安全修复。它是第三方重新打包的版本，仅在无法获取官方下载时使用。{app} 不从网络加载任何内容，也只显示自身的图像；正式发布版使用受支持的 Electron。',

  'dialog.close': '关闭',
  'dialog.runs-folder': '无法打开运行记录文件夹。',
  'dialog.window-broken': '窗口连续两次停止工作。',
  'dialog.window-broken-text':
    '其进程已结束（{reason}）。训练仍在继续并被记录。请关闭窗口（训练将有序结束），然后重新启动应用。',
};
