#include "bench_table.h"
#include "qml/client/item_model.h"
#include "qml/client/reducer.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <cstdio>

// What the window does with the events of a session of 10,000, beside the server's work and the
// network's: reading JSON, the reducer, and the rows of the model. The first page (300 events), all
// of it at once, and one more page put before all the others. Half a second is what a person may
// wait for all; the last column is how many times that would fit.

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr int kEvents = 10'000;
constexpr int kFirstPage = 300;
constexpr int kRuns = 5;
constexpr int kPatience = 500; // milliseconds

QJsonObject event(int seq)
{
    const QString id = u"c%1"_s.arg(seq / 5);
    const QJsonObject started{{u"tool_use_id"_s, id}, {u"tool"_s, u"bash"_s}};
    const QJsonObject ended{{u"tool_use_id"_s, id},
                            {u"text"_s, u"a line of output\n"_s.repeated(20)}};
    const QJsonObject usage{{u"cost_usd"_s, 0.01}, {u"usage"_s, QJsonObject{{u"input"_s, 900}}}};
    const QJsonObject use{{u"id"_s, id},
                          {u"name"_s, u"bash"_s},
                          {u"input"_s, QJsonObject{{u"command"_s, u"ls -l"_s}}}};
    const std::array<std::pair<QString, QJsonObject>, 5> kinds = {
        {{u"text"_s, {{u"text"_s, u"I look **around**. "_s.repeated(10)}}},
         {u"tool_use"_s, use},
         {u"usage"_s, usage},
         {u"tool_started"_s, started},
         {u"tool_result"_s, ended}}};
    const auto &[type, content] = kinds[static_cast<size_t>(seq % 5)];
    return {{u"seq"_s, seq + 1},
            {u"type"_s, type},
            {u"content"_s, content},
            {u"timestamp"_s, u"2026-01-01T00:00:00.000Z"_s}};
}

QByteArray body(int first, int last)
{
    QJsonArray events;
    for (int seq = first; seq < last; ++seq)
        events.append(event(seq));
    return QJsonDocument(events).toJson(QJsonDocument::Compact);
}

/// As a session takes a page: into a model of its own, then into the one that is shown.
void show(const QVariantList &events, ItemModel &shown)
{
    ItemModel items;
    Reducer reducer(items);
    for (const QVariant &each : events)
        reducer.apply(each.toMap());
    shown.become(items);
}

QVariantList read(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).toVariant().toList();
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QByteArray first = body(kEvents - kFirstPage, kEvents);
    const QByteArray whole = body(0, kEvents);
    const QVariantList all = read(whole);
    std::printf("A session of %d events in the window, beside half a second\n", kEvents);
    printRow(u"its end, as it is opened"_s,
             medianMs(kRuns,
                      [&first] {
                          ItemModel shown;
                          show(read(first), shown);
                      }),
             kPatience);
    printRow(u"all of it"_s,
             medianMs(kRuns,
                      [&whole] {
                          ItemModel shown;
                          show(read(whole), shown);
                      }),
             kPatience);
    printRow(u"one page before all the others"_s,
             medianMs(kRuns,
                      [&all] {
                          ItemModel shown;
                          show(all.mid(kFirstPage), shown);
                          show(all, shown);
                      }) /
                 2,
             kPatience);
    return 0;
}
