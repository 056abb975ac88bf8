#pragma once

#include <QUrl>
#include <QVariantMap>

namespace pilothouse {

/// What is the matter, and what the person can do about it; sentences.
struct ConnectWords
{
    QString what = {};
    QString help = {};
};

/// Of a request by which the window looked whether Pilothouse is at `url`. `details`: as
/// Answer::failed() tells them. `what` is empty where the server's own sentence says it best.
ConnectWords connectWords(const QUrl &url, const QVariantMap &details);

/// Where something answers that is not Pilothouse.
ConnectWords notPilothouse(const QUrl &url);

/// What to expect of a server of another version than this program's; empty: they fit, which they
/// do while only the last number differs.
QString versionNote(const QString &server, const QString &own);

} // namespace pilothouse
