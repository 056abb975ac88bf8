#pragma once

#include "core/result.h"

#include <QStringList>

#include <optional>

/// Where the programs of a session may connect to. What holds it: src/sandbox/session_network.h.
namespace pilothouse {

enum class EgressMode {
    All,    ///< everything but this machine
    Public, ///< not private, link-local and metadata addresses, nor this machine
    None,   ///< nothing but the session itself
    List,   ///< the named hosts only, by TCP
};
QString name(EgressMode mode);
std::optional<EgressMode> egressModeFrom(const QString &name);

struct EgressRules
{
    EgressMode mode = EgressMode::Public;
    QStringList hosts = {}; ///< with List: as allowedHost() gives them
    bool operator==(const EgressRules &) const = default;
};

/// Something of a session wanted to connect and was refused.
struct EgressRefusal
{
    QString host;                       ///< a name where one was asked for, else an address
    int port = 0;                       ///< 0: not known, as when a name is looked up
    EgressMode mode = EgressMode::List; ///< the rule that it broke
    bool operator==(const EgressRefusal &) const = default;
};

/// One line for people and the model: "blocked: example.com is not on this session's list".
QString describe(const EgressRefusal &refusal);

/// An entry of a list in its one spelling: "example.com", "*.debian.org" (every name below it, not
/// the name itself), either with ":PORT"; without one, 80 and 443 are meant. Lower case, names
/// beyond ASCII in their ASCII form. InvalidArgument with the reason: addresses are no names.
Result<QString> allowedHost(const QString &text);

} // namespace pilothouse
