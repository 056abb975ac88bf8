#pragma once

#include "core/json.h"
#include "store/search_index.h"
#include "store_fixture.h"

namespace pilothouse {

/// A text of the model's.
inline ModelBlock answer(const QString &text)
{
    return {.run = {QStringLiteral("r")},
            .raw = QByteArrayLiteral(R"({"type":"text","text":)") + jsonString(text) + '}'};
}

/// A store with its search.
struct SearchedStore : StoreFixture
{
    std::unique_ptr<SearchIndex> index = std::make_unique<SearchIndex>(*database);

    ~SearchedStore() { index.reset(); }
    QList<SearchHit> find(const SearchQuery &query) const
    {
        const auto hits = index->search(query);
        if (!hits)
            qFatal("%s %s", qPrintable(hits.error().message), qPrintable(hits.error().detail));
        return *hits;
    }
    /// Of each hit: its number and its snippet, with what was found in brackets.
    QStringList found(const QString &text, SearchScope scope = SearchScope::Texts) const
    {
        QStringList lines;
        for (const SearchHit &hit : find({.text = text, .scope = scope})) {
            QString line = hit.snippet.text;
            for (auto mark = hit.snippet.marks.crbegin(); mark != hit.snippet.marks.crend(); ++mark)
                line.insert(mark->end, u']').insert(mark->start, u'[');
            lines.append(QString::number(hit.seq) + u' ' + line);
        }
        return lines;
    }
};

} // namespace pilothouse
