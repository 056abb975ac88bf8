#pragma once

#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace pilothouse {

/// What the public API lets a model do, as far as it decides which requests are refused. Kept apart
/// from model/model_table.h on purpose: the client uses that one, and a check must not share the
/// mistakes of what it checks. The data is resources/models/demo_traits.json; its source: model API
/// facts, "Models" and "Computer tool".
struct ModelTraits
{
    QString id;
    int contextTokens = 1'000'000;
    int maxOutputTokens = 128'000;
    int minCacheTokens = 512;     ///< shorter prefixes are not cached
    bool highTier = true;         ///< pictures up to 2576 px and 4784 tokens, else 1568 and 1568
    bool toolset = true;          ///< takes computer_toolset_20260801
    QString computerTool = {};    ///< the older computer tool it takes; empty: none
    QStringList thinking = {};    ///< accepted values of thinking.type
    bool alwaysThinks = false;    ///< also when the request says nothing about it
    bool omitsThinking = true;    ///< display is "omitted" unless the request says otherwise
    QStringList efforts = {};     ///< accepted values of output_config.effort
    bool forcedToolChoice = true; ///< takes tool_choice any and tool
    bool prefill = false;         ///< takes an assistant message at the end
    bool systemRole = true;       ///< takes messages of the role system
};

const QList<ModelTraits> &allModelTraits();
/// By exact id or with a date behind it; nothing: the API would say 404.
std::optional<ModelTraits> modelTraits(const QString &id);

/// The type of thinking a request comes out at: what it says, or what its model does by itself.
QString thinkingType(const QJsonObject &request);
/// Whether the next reply has a thinking block. `afterTools`: tool results came before it.
bool wantsThinking(const QJsonObject &request, bool afterTools);
/// Whether thinking is told as text, not only signed.
bool showsThinking(const QJsonObject &request);

} // namespace pilothouse
