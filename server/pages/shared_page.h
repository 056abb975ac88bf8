#pragma once

#include "exchange/exchange.h"

#include <QSet>

namespace pilothouse {

/// The page that a link to a session opens (resources/web/ui/shared.html), and the files that this
/// page loads, which are served below the link alone: "/shared/LINK/ui/app/shared-5L3P5C7U.js".
class SharedPage
{
public:
    SharedPage();

    /// The page. The path of the request is that of the link.
    void show(Exchange &exchange, const QByteArray &link, const HttpFields &extraFields) const;
    /// A file by its path below "ui/"; 404 for those that this page has no use for.
    void showFile(Exchange &exchange, const QString &name) const;

private:
    QByteArray m_page;
    QSet<QString> m_files;
};

} // namespace pilothouse
