@echo off
rem The command line of an installed Unroll: on the Node that came with it.
setlocal
rem Set by npm for its scripts: paths resolve against the folder this is called from.
set INIT_CWD=
"%~dp0node.exe" "%~dp0..\dist\cli\cli.cjs" %*
