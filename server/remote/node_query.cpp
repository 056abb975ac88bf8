#include "remote/node_query.h"

#include "core/json.h"
#include "remote/open_reply.h"
#include "wire/field_reader.h"
#include "wire/frame.h"

#include <algorithm>
#include <tuple>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMostOfAnswer = 4 * 1024 * 1024; // bytes

Errc kindOf(int status)
{
    switch (status) {
    case 401:
        return Errc::Unauthorized;
    case 404:
        return Errc::NotFound;
    case 409:
        return Errc::Conflict;
    default:
        return status >= 500 ? Errc::Io : Errc::Unavailable;
    }
}

/// A home that was used later is the better one; an invalid time is before all others.
bool isBetter(const NodeReport &a, const NodeReport &b)
{
    const auto rank = [](const NodeReport &each) {
        const qint64 used = each.home.isValid() ? each.home.toMSecsSinceEpoch() : -1;
        return std::tuple(each.hasDesktop ? 0 : 1, -used,
                          double(each.running) / std::max(1, each.most), each.load);
    };
    return rank(a) < rank(b);
}

Result<QJsonObject> objectOf(QNetworkReply &reply)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QByteArray body = reply.read(kMostOfAnswer);
    if (status == 0)
        return fail(Errc::Unavailable, reply.errorString());
    if (status == 401)
        return fail(Errc::Unauthorized, u"it has another token"_s);
    const auto json = parseJsonObject(body);
    if (status >= 200 && status < 300)
        return json.value_or(QJsonObject());
    const QString detail = json ? json->value("detail"_L1).toString() : QString();
    return fail(kindOf(status), detail.isEmpty() ? u"it answers with %1"_s.arg(status) : detail);
}

} // namespace

QCoro::Task<Result<QJsonObject>> askNode(QNetworkAccessManager &network, const Clock &clock,
                                         NodeAddress node, QByteArray method, QString path,
                                         std::stop_token stop, std::chrono::milliseconds patience)
{
    Waiter waiter(clock);
    const QNetworkRequest request = node.request(path, false);
    const OpenReply reply = openReply(network.sendCustomRequest(request, method), waiter);
    reply->setReadBufferSize(kMostOfAnswer);
    const Woken woken = co_await waiter.wait(stop, patience);
    if (woken == Woken::Stopped)
        co_return fail(Errc::Stopped, u"Stopped."_s);
    if (woken == Woken::Timeout)
        co_return fail(Errc::Unavailable, u"it does not answer"_s);
    co_return objectOf(*reply);
}

NodeReport nodeReport(const NodeAddress &node, const Result<QJsonObject> &answer)
{
    NodeReport report{.node = node};
    if (!answer) {
        report.trouble = answer.error().message;
        return report;
    }
    FieldReader read(*answer);
    const qint64 version = read.integer("wire"_L1, 0, kMostWireNumber);
    report.running = static_cast<int>(read.integer("running"_L1, 0, 1 << 20));
    report.most = static_cast<int>(read.integer("most"_L1, 0, 1 << 20));
    report.load = answer->value("load"_L1).toDouble();
    report.isDrained = read.flag("drained"_L1);
    report.hasDesktop = read.flag("desktop"_L1);
    report.home = QDateTime::fromString(read.text("home"_L1, {}), Qt::ISODateWithMs);
    if (read.has("desktops"_L1))
        report.desktops = read.texts("desktops"_L1);
    if (!read.isGood())
        report.trouble = u"it is no node of Pilothouse"_s;
    else if (version != kWireVersion)
        report.trouble = u"it is of another release"_s;
    return report;
}

QList<NodeReport> candidates(QList<NodeReport> reports)
{
    reports.removeIf([](const NodeReport &each) {
        return !each.trouble.isEmpty() ||
               (!each.hasDesktop && (each.isDrained || each.running >= each.most));
    });
    std::ranges::stable_sort(reports, isBetter);
    return reports;
}

Result<HomeNode> homeNode(const QList<NodeReport> &reports, const QUrl &before)
{
    QList<NodeReport> having = reports;
    having.removeIf([](const NodeReport &each) {
        return !each.trouble.isEmpty() || (!each.hasDesktop && !each.home.isValid());
    });
    std::ranges::stable_sort(having, isBetter);
    if (!having.isEmpty())
        return HomeNode{.node = having.constFirst().node};
    QString doubt;
    for (const NodeReport &each : reports)
        if (!each.trouble.isEmpty())
            doubt = u"Files of this session may be on %1, which cannot be used now: %2"_s.arg(
                each.node.name(), each.trouble);
    for (const NodeReport &each : reports)
        if (each.node.url == before && each.trouble.isEmpty())
            return HomeNode{.node = each.node};
    const QList<NodeReport> able = candidates(reports);
    if (able.isEmpty())
        return fail(Errc::Unavailable,
                    u"No node has room for files of this session. %1"_s.arg(reasonsOf(reports)));
    return HomeNode{.node = able.constFirst().node, .doubt = doubt};
}

QString reasonAgainst(const NodeReport &report)
{
    QString reason = report.trouble;
    if (reason.isEmpty() && report.isDrained)
        reason = u"it is drained"_s;
    else if (reason.isEmpty() && report.running >= report.most)
        reason = u"all its %1 desktops are in use"_s.arg(report.most);
    while (reason.endsWith(u'.'))
        reason.chop(1);
    return reason;
}

QJsonObject nodeJson(const NodeReport &report)
{
    const QString reason = reasonAgainst(report);
    QJsonObject json{
        {u"address"_s, report.node.name()},
        {u"reachable"_s, report.trouble.isEmpty()},
        {u"skipped"_s, reason.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(reason)}};
    if (!report.trouble.isEmpty())
        return json;
    json.insert(u"desktops"_s, report.running);
    json.insert(u"most"_s, report.most);
    json.insert(u"room"_s, std::max(0, report.most - report.running));
    json.insert(u"load"_s, report.load);
    json.insert(u"drained"_s, report.isDrained);
    return json;
}

QString reasonsOf(const QList<NodeReport> &reports)
{
    QStringList reasons;
    for (const NodeReport &each : reports) {
        const QString reason = reasonAgainst(each);
        reasons.append(
            u"%1: %2"_s.arg(each.node.name(), reason.isEmpty() ? u"it did not take it"_s : reason));
    }
    return reasons.join(u"; "_s) + u'.';
}

} // namespace pilothouse
