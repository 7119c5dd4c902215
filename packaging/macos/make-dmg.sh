#!/bin/sh
# UNTESTED: nobody has built or run this yet. A disk image for macOS, made on a Mac: make-dmg.sh VERSION
# packaging/build.sh has to have run before: on a Mac it leaves dist/ReviewApp.app. Without a certificate of a developer
# (SIGNER="Developer ID Application: …") macOS refuses the program after a download; with one, notarise the image too:
#   xcrun notarytool submit dist/reviewapp-VERSION-macos.dmg --keychain-profile PROFILE --wait
#   xcrun stapler staple dist/reviewapp-VERSION-macos.dmg
set -eu
cd "$(dirname "$0")/../.."
version=$1
app=dist/ReviewApp.app
[ -d "$app" ] || { echo "Build it first: sh packaging/build.sh" >&2; exit 2; }
if [ -n "${SIGNER:-}" ]; then
  codesign --force --deep --options runtime --timestamp --sign "$SIGNER" "$app"
fi
hdiutil create -volname ReviewApp -srcfolder "$app" -ov -format UDZO "dist/reviewapp-$version-macos.dmg"
