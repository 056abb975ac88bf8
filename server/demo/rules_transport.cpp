#include "demo/request_check.h"

#include <QSet>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxBody = 32'000'000;

/// Endpoint and headers: content-type is required.
void contentType(RequestCheck &check)
{
    const QByteArray type = check.http.header("content-type").toLower();
    if (type.split(';').first().trimmed() != "application/json")
        check.refuse("content-type", u"content-type must be application/json"_s);
}

/// Endpoint and headers; API version: required, and one that is served.
void version(RequestCheck &check)
{
    static const QByteArrayList kServed{"2023-06-01", "2026-10-21"};
    if (check.version.isEmpty())
        check.refuse("version", u"anthropic-version: header is required"_s);
    else if (!kServed.contains(check.version))
        check.refuse("version", u"anthropic-version: \"%1\" is not a valid version"_s.arg(
                                    QString::fromLatin1(check.version)));
}

/// Endpoint and headers: one credential; its value is the server's business.
void credential(RequestCheck &check)
{
    if (!check.http.has("x-api-key") && !check.http.has("authorization"))
        check.refuse("credential", u"x-api-key header is required"_s, 401);
}

/// Beta flags: a value the API does not know is refused. Long: a table.
void betaFlags(RequestCheck &check)
{
    static const QSet<QByteArray> kKnown{"computer-use-2024-10-22",
                                         "computer-use-2025-01-24",
                                         "computer-use-2025-11-24",
                                         "context-management-2025-06-27",
                                         "compact-2026-01-12",
                                         "compact-2026-09-04",
                                         "interleaved-thinking-2025-05-14",
                                         "thinking-binding-controls-2026-08-01",
                                         "thinking-display-updates-2026-08-18",
                                         "thinking-token-count-2026-05-13",
                                         "task-budgets-2026-03-13",
                                         "fast-mode-2026-02-01",
                                         "output-300k-2026-03-24",
                                         "output-128k-2025-02-19",
                                         "message-threads-2026-08-12",
                                         "mid-conversation-tool-changes-2026-07-01",
                                         "mid-conversation-output-config-2026-07-01",
                                         "mid-conversation-system-clear-at-2026-08-21",
                                         "inline-tools-2026-09-15",
                                         "mcp-client-2025-04-04",
                                         "mcp-client-2025-11-20",
                                         "mcp-client-2026-09-15",
                                         "advisor-tool-2026-03-01",
                                         "server-side-fallback-2026-06-01",
                                         "server-side-fallback-2026-07-01",
                                         "fallback-credit-2026-06-01",
                                         "fallback-credit-2026-07-01",
                                         "fine-grained-tool-streaming-2025-05-14",
                                         "context-1m-2025-08-07",
                                         "model-context-window-exceeded-2025-08-26",
                                         "structured-outputs-2025-11-13",
                                         "cache-diagnosis-2026-04-07",
                                         "skills-2025-10-02",
                                         "prompt-caching-2024-07-31",
                                         "token-efficient-tools-2025-02-19",
                                         "extended-cache-ttl-2025-04-11",
                                         "files-api-2025-04-14",
                                         "token-counting-2024-11-01"};
    for (const QByteArray &beta : check.betas) {
        if (!kKnown.contains(beta))
            check.refuse("beta", u"Unexpected value(s) `%1` for the `anthropic-beta` header."_s.arg(
                                     QString::fromUtf8(beta)));
    }
}

/// Images: a body is at most 32 MB; the edge proxy refuses more.
void size(RequestCheck &check)
{
    if (check.http.body.size() > kMaxBody)
        check.refuse("size", u"Request exceeds the maximum size"_s, 413);
}

/// Endpoint and headers: request_body_encoding_*; we send none.
void encoding(RequestCheck &check)
{
    const QByteArray encoding = check.http.header("content-encoding").toLower();
    if (!encoding.isEmpty() && encoding != "identity")
        check.refuse("encoding", u"The request body's content-encoding is not supported."_s);
}

/// The code unit of the \uXXXX escape at `at`, or -1.
int escapedUnit(const QByteArray &text, qsizetype at)
{
    bool isHex = false;
    const int unit = text.mid(at + 2, 4).toInt(&isHex, 16);
    return text.mid(at, 2) == "\\u" && isHex ? unit : -1;
}

/// Conversation rules: a \uD8xx escape without its other half is refused. Raw bytes that are no
/// UTF-8 fail as JSON.
void surrogates(RequestCheck &check)
{
    const QByteArray &text = check.http.body;
    for (qsizetype at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at)) {
        const int unit = escapedUnit(text, at);
        if (unit < 0xD800 || unit > 0xDFFF) {
            at += 2;
            continue;
        }
        const int next = escapedUnit(text, at + 6);
        if (unit >= 0xDC00 || next < 0xDC00 || next > 0xDFFF)
            return check.refuse(
                "surrogate", u"The request body is not valid JSON: no low surrogate in string"_s);
        at += 12;
    }
}

} // namespace

void checkTransport(RequestCheck &check)
{
    contentType(check);
    version(check);
    credential(check);
    betaFlags(check);
    encoding(check);
    size(check);
    surrogates(check);
}

} // namespace pilothouse
