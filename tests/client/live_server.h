#pragma once

#include "e2e/running_server.h"
#include "qml/client/answer.h"
#include "qml/client/server_connection.h"
#include "qml/client/session.h"
#include "qml/client/transfer.h"

#include <QTest>

/// What a request was answered with.
struct Outcome
{
    QVariant result;
    QString why;
    int status = 0;
    bool isDone = false;
    bool hasFailed = false;
};

/// Waits for the one signal of an Answer or a Transfer.
template <typename Request> Outcome outcomeOf(Request *request)
{
    constexpr int kPatience = 60'000; // milliseconds
    Outcome outcome;
    QObject here;
    QObject::connect(request, &Request::done, &here, [&outcome](const QVariant &result) {
        outcome.result = result;
        outcome.isDone = true;
    });
    QObject::connect(request, &Request::failed, &here,
                     [&outcome](const QString &why, const QVariantMap &details) {
                         outcome.why = why;
                         outcome.status = details.value(QStringLiteral("status")).toInt();
                         outcome.hasFailed = true;
                     });
    const bool isOver =
        QTest::qWaitFor([&outcome] { return outcome.isDone || outcome.hasFailed; }, kPatience);
    return isOver ? outcome : Outcome{};
}

/// What a conversation shows, in short: "call done", "user Hello".
inline QStringList shownBy(const pilothouse::ItemModel &items)
{
    QStringList lines;
    for (int row = 0; row < items.count(); ++row) {
        const QVariantMap &item = items.at(row);
        const QString kind = item.value(QStringLiteral("kind")).toString();
        const QString more = kind == QLatin1String("call")   ? QStringLiteral("state")
                             : kind == QLatin1String("end")  ? QStringLiteral("outcome")
                             : kind == QLatin1String("note") ? QStringLiteral("reason")
                                                             : QStringLiteral("text");
        lines.append(kind + QLatin1Char(' ') + item.value(more).toString());
    }
    return lines;
}
