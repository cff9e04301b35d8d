import { StatusBarAlignment, type StatusBarItem, window } from 'vscode';

/** Starts a rehearsal by one click. */
export function registerStatusBarItem(): StatusBarItem {
  const item = window.createStatusBarItem('timeferry', StatusBarAlignment.Left);
  item.name = 'Timeferry';
  item.text = '$(debug-alt) Rehearse';
  item.tooltip = 'Rehearse the transfer of the state to this version of the program';
  item.command = 'timeferry.rehearse';
  item.show();
  return item;
}
