#pragma once

#include "core/clock.h"
#include "remote/home_node.h"

#include <QCoroTask>
#include <QDateTime>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QStringList>

#include <optional>
#include <stop_token>

namespace pilothouse {

/// How long a node may take to answer.
constexpr std::chrono::milliseconds kNodePatience{5000};

/// Asks a node by HTTP, and returns the object that it answers with; an empty one where it answers
/// with none. Unavailable: it cannot be reached, or does not answer in time; Unauthorized: the
/// token is not its token; else the kind that its status stands for, with what it says; Stopped.
QCoro::Task<Result<QJsonObject>> askNode(QNetworkAccessManager &network, const Clock &clock,
                                         NodeAddress node, QByteArray method, QString path,
                                         std::stop_token stop,
                                         std::chrono::milliseconds patience = kNodePatience);

/// What a node told of itself, or why it did not.
struct NodeReport
{
    NodeAddress node;
    QString trouble = {}; ///< not empty: it cannot be used, and the rest is not known
    int running = 0;      ///< desktops
    int most = 0;
    double load = 0; ///< programs that want to run, for each processor
    bool isDrained = false;
    bool hasDesktop = false;   ///< of the session that was asked for
    QDateTime home = {};       ///< when its files were last used there; not valid: it has none
    QStringList desktops = {}; ///< sessions; where none was asked for
};
/// From the answer to GET /node. What makes no sense is trouble. Pure.
NodeReport nodeReport(const NodeAddress &node, const Result<QJsonObject> &answer);

/// Where a session's desktop may be started, the best first: where it is; where its files were used
/// last; where there is most room. Nodes that are full, drained or in trouble are left out, except
/// by a desktop that is there. Pure.
QList<NodeReport> candidates(QList<NodeReport> reports);
/// Whose files of a session are the ones to see: where its desktop is, else where they were used
/// last, else `before`, else where a desktop would be started. Unavailable: none has room. Pure.
Result<HomeNode> homeNode(const QList<NodeReport> &reports, const QUrl &before);
/// Why it gets no new desktop, for people; empty: it may get some. Pure.
QString reasonAgainst(const NodeReport &report);
/// {"address", "reachable", "skipped": reasonAgainst() or null}, and where it is reachable
/// "desktops", "most", "room", "load", "drained". Pure.
QJsonObject nodeJson(const NodeReport &report);
/// Why none of them took it, a reason for each: for people. Pure.
QString reasonsOf(const QList<NodeReport> &reports);

} // namespace pilothouse
