#pragma once

#include <QByteArray>

namespace pilothouse {

/// The password of one desktop's RFB socket. It keeps the programs of other desktops out where all
/// of them share a user, and permissions therefore close nothing.
///
/// Source: RFC 6143, section 7.2.2, and vncpasswd(1). DES with eight bytes is what X servers for
/// VNC have without certificates; here it has to outlast one desktop, on a socket of this machine.

/// 8 random bytes, none of them 0.
QByteArray makeVncPassword();

/// The contents of a password file, for the X server's -PasswordFile. Hidden, not protected: only
/// its server may read the file.
QByteArray vncPasswordFile(const QByteArray &password);

/// What a client answers to the server's `challenge` (16 bytes).
QByteArray answerToVncChallenge(const QByteArray &password, const QByteArray &challenge);

} // namespace pilothouse
