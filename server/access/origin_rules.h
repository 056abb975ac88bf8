#pragma once

#include "core/config.h"
#include "exchange/verdict.h"

#include <QSet>

#include <optional>

namespace pilothouse {

/// Keeps other web pages out, whoever's browser they run in: requests under a foreign name (DNS
/// rebinding), requests of foreign pages (CSRF, WebSocket hijacking), and who may read answers
/// (CORS). Main thread.
class OriginRules
{
public:
    explicit OriginRules(const ServerConfig &config);

    /// 403 for a Host that is not ours, and for upgrades and unsafe methods that a page of another
    /// origin sends, unless --cors-origin names it.
    std::optional<Verdict> refusal(const HttpHead &head) const;

    /// Whether a browser asks for a named origin what that may do. To be answered with 204 and
    /// preflightFields(), without a token: browsers send none.
    bool isPreflight(const HttpHead &head) const;
    HttpFields preflightFields(const HttpHead &head) const;

    /// Whether its page is of an origin that --cors-origin names.
    bool isNamedPage(const HttpHead &head) const { return isNamed(head.value("origin")); }

    /// Added to every answer: lets pages of a named origin read it.
    HttpFields answerFields(const HttpHead &head) const;

private:
    bool isOurs(const QByteArray &name) const;
    bool isNamed(const QByteArray &originField) const;
    std::optional<Verdict> foreignPage(const HttpHead &head) const;

    QSet<QByteArray> m_names;   ///< as hostName() gives them
    QSet<QByteArray> m_origins; ///< as webOrigin() gives them
    bool m_isEverywhere;        ///< listens on all addresses
};

} // namespace pilothouse
