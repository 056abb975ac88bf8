#pragma once

#include <QByteArray>

namespace pilothouse {

class Router;

/// What leads to the enter page, relative to the server's root: it keeps `pageKey`, of a new login,
/// for the origin of our pages and goes on to `next`, a path of this server from localTarget().
QByteArray enterTarget(const QByteArray &next, const QByteArray &pageKey);
/// The same for a page that has its key already: it gets a ticket for `next`, which only a ticket
/// opens where no header field can be sent.
QByteArray ticketedTarget(const QByteArray &next);

/// Adds GET /auth/enter and its scripts, which need no token (resources/web/auth).
void addEnterPage(Router &router);

} // namespace pilothouse
