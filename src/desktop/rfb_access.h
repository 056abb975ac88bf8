#pragma once

#include <QByteArray>
#include <QString>

namespace pilothouse {

/// Where a desktop's screen speaks RFB, and the password it asks for.
struct RfbAccess
{
    QString socket;        ///< path of a unix socket; empty: there is none
    QByteArray password{}; ///< see vnc_password.h; empty: none is asked for
};

} // namespace pilothouse
