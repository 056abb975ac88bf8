#pragma once

#include "core/egress.h"

#include <QSet>

#include <optional>

namespace pilothouse {

/// Something on the desktop wanted to connect and was not let. Told once for each place.
struct EgressDenied
{
    QString host;       ///< a name, or an address; empty: several places, which `line` counts
    int port = 0;       ///< 0: not known
    QString reason;     ///< the name of the EgressMode that it broke
    QString line;       ///< for people and the model: "blocked: …"
    QString entry = {}; ///< what a person can allow to have it let through; empty: nothing can
};

/// What of one session's desktop was refused: decides what of it is stored and told. Each place
/// once, until it is allowed, and no more than kMostRefusals of them in one run; the attempts at
/// others are counted. Pure; main thread.
class EgressWatch
{
public:
    static constexpr int kMostRefusals = 100;
    /// Lines of one tool result.
    static constexpr int kMostNotices = 10;

    /// What is to be stored of a refusal; nothing: it is known already, or one too many. What comes
    /// from the desktop is not trusted: signs that no host has are replaced.
    std::optional<EgressDenied> note(const EgressRefusal &refusal);
    /// Room for as many again. What is to be stored of the attempts that were too many, if any.
    std::optional<EgressDenied> endRun();
    /// A person allowed this entry: the model is to know.
    void noteAllowed(const QString &entry);

    /// What the model must be told since the last call, a sentence each.
    QStringList takeNotices();

private:
    QSet<QString> m_told;
    int m_toldThisRun = 0;
    int m_uncounted = 0; // attempts beyond that
    EgressMode m_mode = EgressMode::List;
    QStringList m_notices;
};

} // namespace pilothouse
