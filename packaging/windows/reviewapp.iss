; UNTESTED: nobody has built or run this yet. An installer for Windows, made with Inno Setup 6 on Windows x64:
;   py -3.11 -m venv build\venv
;   build\venv\Scripts\pip install -r packaging\requirements.txt
;   set PYTHONHASHSEED=0
;   build\venv\Scripts\pyinstaller --noconfirm --distpath dist --workpath build\work packaging\reviewapp.spec
;   iscc /DVersion=0.1.0 packaging\windows\reviewapp.iss
; The result lies in dist. Unsigned, it is announced as from an unknown publisher. It installs for one account, without
; an administrator; removing it leaves the vault (%LOCALAPPDATA%\reviewapp) alone.

#ifndef Version
  #error Say which version: /DVersion=...
#endif

[Setup]
AppId={{5C8A0D3E-2C0B-4E52-9C64-7E1B0F4B6A21}
AppName=ReviewApp
AppVersion={#Version}
AppPublisher=The ReviewApp authors
SourceDir=..\..
OutputDir=dist
OutputBaseFilename=reviewapp-{#Version}-windows-x64
DefaultDirName={autopf}\ReviewApp
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
DisableProgramGroupPage=yes
LicenseFile=LICENSE
ChangesAssociations=yes
Compression=lzma2
SolidCompression=yes
UninstallDisplayIcon={app}\ReviewApp-window.exe

[Files]
Source: "dist\reviewapp\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{autoprograms}\ReviewApp"; Filename: "{app}\ReviewApp-window.exe"

[Registry]
Root: HKA; Subkey: "Software\Classes\.rvpacket"; ValueType: string; ValueData: "ReviewApp.packet"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.rvpacket"; ValueType: string; ValueName: "Content Type"; ValueData: "application/vnd.reviewapp.packet"
Root: HKA; Subkey: "Software\Classes\ReviewApp.packet"; ValueType: string; ValueData: "ReviewApp packet"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\ReviewApp.packet\shell\open\command"; ValueType: string; ValueData: """{app}\ReviewApp-window.exe"" ""%1"""
