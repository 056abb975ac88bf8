#pragma once

#include "core/config.h"
#include "core/places/coordinates.h"
#include "core/result.h"
#include "core/usage.h"
#include "model/messages.h"

#include <QStringList>

#include <optional>

namespace pilothouse {

/// Largest picture the API takes as it is: beyond, it would scale, and coordinates would drift.
enum class ImageTier {
    Standard, ///< long edge ≤ 1568 px and ≤ 1568 tokens of 28x28 px (models up to 4.6)
    High,     ///< ≤ 2576 px and ≤ 4784 tokens (4.7 and later)
};

/// USD per million tokens.
struct Prices
{
    double input = 0;
    double output = 0;
    double cacheWrite5m = 0;
    double cacheWrite1h = 0;
    double cacheRead = 0;
};

/// What is known of a model, or of all whose names have something in common. The data is
/// resources/models/models.json.
struct ModelInfo
{
    QString id;
    Provider provider = Provider::Auto; ///< whose it is; Auto: nobody knows
    int contextTokens = 200'000;
    int maxOutputTokens = 8192;
    /// Pictures one request may hold: as set, or by the API's rule (model API, vision): fewer for
    /// models of 200k tokens.
    int maxPictures() const
    {
        return pictureLimit > 0 ? pictureLimit : contextTokens > 200'000 ? 600 : 100;
    }
    ImageTier imageTier = ImageTier::Standard;
    ToolDialect dialect = ToolDialect::Custom;
    std::optional<ToolDialect> olderDialect = {}; ///< it takes, too; custom it always does
    QStringList thinkingModes = {}; ///< accepted values of `thinking`, best first; empty: send none
    QString defaultEffort = {};     ///< empty: the model takes no effort
    QStringList efforts = {};       ///< accepted values of `effort`
    QString summaries = {};         ///< of reasoning, as the Responses API calls them; empty: none
    Prices prices = {};
    bool hasPrices = false;   ///< false: nobody can say what a call costs
    Prices longPrices = {};   ///< when the prompt is above longThreshold
    qint64 longThreshold = 0; ///< tokens; 0: one price for all
    CoordinateSpace coordinates = CoordinateSpace::Pixels;
    int pictureMultiple = 1;             ///< sides of pictures must be multiples of so many pixels
    bool picturesInToolMessages = false; ///< of chat completions: besides the user's messages
    int pictureSide = 0;  ///< most pixels of the longer side, by the model or as set; 0: by tier
    int pictureLimit = 0; ///< as somebody set it; 0: nobody did
    int contextLimit = 0; ///< the same, tokens: what we keep to ourselves
    bool known = false;   ///< false: safe defaults for a model we have no row for

    /// USD for one call.
    double cost(const Usage &usage) const;
};

class ModelTable
{
public:
    /// The table built into the binary. It is valid: a test says so.
    static const ModelTable &builtin();
    /// Corrupt: not the documented form; the message names row and field.
    static Result<ModelTable> parse(const QByteArray &json);

    /// Exact id first, then the row the id is a dated or "-latest" spelling of, with or without a
    /// vendor prefix ("anthropic."); else safe defaults. A successor is not guessed at:
    /// "claude-opus-5-6" is not claude-opus-5.
    ModelInfo find(const QString &id) const;
    /// What somebody set for models without a row holds for those; it lowers the others' limits.
    ModelTable limitedBy(const ModelConfig &config) const;
    /// Without the rows of other providers. Models of the Messages API belong to Anthropic.
    ModelTable ofProviders(const QList<Provider> &providers) const;
    /// With rows for models that `provider` has by these names.
    ModelTable with(Provider provider, const QStringList &ids) const;
    /// The same models for nothing: what the built-in demo model costs.
    ModelTable withoutPrices() const;
    QString defaultModel() const { return m_default; }
    /// The first of a provider; empty: it has none.
    QString defaultModel(Provider provider) const;
    QStringList ids() const;

private:
    /// Models whose names, in lower case, have `part` in them.
    struct Family
    {
        QString part;
        ModelInfo info;
    };
    const ModelInfo &familyOf(const QString &id) const;

    QString m_default;
    QList<ModelInfo> m_models;
    QList<Family> m_families; ///< without a row, but known in part; the first that fits
    ModelInfo m_other;        ///< all without a row
};

/// The API's resize rule itself: the size it would bring a picture of `size` to, `size` when it
/// fits already (model API, vision). `maxEdge` lowers the tier's longest edge; 0: as the tier says.
QSize apiPictureSize(QSize size, ImageTier tier, int maxEdge = 0);

/// Tokens one picture costs: one per 28x28 px, begun ones counted.
qint64 pictureTokens(QSize size);

/// The size a screenshot of `screen` must have so that the API takes it unscaled: the API's own
/// resize rule (model API, vision), and never more than 2000 px a side, which is the limit once a
/// request holds more than 20 pictures, nor than `mostSide`, if that is set. Aspect ratio kept;
/// never larger than `screen`.
QSize pictureSizeFor(QSize screen, ImageTier tier, int mostSide = 0);
/// The same for `model`, with sides that it takes without scaling by itself.
QSize pictureSizeFor(QSize screen, const ModelInfo &model);

} // namespace pilothouse
