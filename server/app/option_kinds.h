#pragma once

#include "app/options.h"

#include <cmath>
#include <optional>

/// The kinds of settings that the option tables are made of.
namespace pilothouse::options {

using namespace Qt::StringLiterals;

/// What duration() reads; nothing when it is no such time, or longer than a hundred years.
std::optional<std::chrono::seconds> secondsFrom(const QString &text);

/// Access to one member of Config, e.g. [](auto &c) -> auto & { return c.model.model; }.
template <typename Member>
Option text(const QString &flag, const QString &environment, const QString &help, Member member)
{
    return {.flag = flag,
            .environment = environment,
            .value = u"TEXT"_s,
            .help = help,
            .set = [member](Config &config, const QString &value) -> Result<> {
                member(config) = value;
                return {};
            },
            .get = [member](const Config &config) { return QString(member(config)); }};
}

template <typename Member>
Option choice(const QString &flag, const QString &environment, const QStringList &names,
              const QString &help, Member member)
{
    Option option = text(flag, environment, help, member);
    option.value = names.join(u'|');
    option.set = [member, names](Config &config, const QString &value) -> Result<> {
        if (!names.contains(value))
            return fail(Errc::InvalidArgument, u"it must be one of "_s + names.join(u", "_s));
        member(config) = value;
        return {};
    };
    return option;
}

/// A number within [least, most]; `member` gives a reference to any arithmetic type.
template <typename Member>
Option number(const QString &flag, const QString &environment, double least, double most,
              const QString &help, Member member)
{
    return {.flag = flag,
            .environment = environment,
            .value = u"N"_s,
            .help = help,
            .set = [=](Config &config, const QString &value) -> Result<> {
                bool ok = false;
                const double parsed = value.toDouble(&ok);
                using Type = std::decay_t<decltype(member(config))>;
                const bool whole = std::is_floating_point_v<Type> || parsed == std::floor(parsed);
                if (!ok || !whole || !(parsed >= least && parsed <= most))
                    return fail(Errc::InvalidArgument,
                                u"it must be a number from %1 to %2"_s.arg(
                                    QString::number(least), QString::number(most, 'g', 12)));
                member(config) = static_cast<Type>(parsed);
                return {};
            },
            .get = [member](Config config) { return QString::number(member(config)); }};
}

inline Option toggle(const QString &flag, const QString &help, std::function<void(Config &)> apply)
{
    return {.flag = flag,
            .help = help,
            .set = [apply = std::move(apply)](Config &config, const QString &) -> Result<> {
                apply(config);
                return {};
            }};
}

/// Names between commas; `member` gives a reference to a QStringList.
template <typename Member>
Option list(const QString &flag, const QString &environment, const QString &help, Member member)
{
    return {.flag = flag,
            .environment = environment,
            .value = u"LIST"_s,
            .help = help,
            .set = [member](Config &config, const QString &value) -> Result<> {
                member(config).clear();
                for (const QString &each : value.split(u',', Qt::SkipEmptyParts))
                    if (!each.trimmed().isEmpty())
                        member(config).append(each.trimmed());
                return {};
            },
            .get = [member](const Config &config) { return member(config).join(u','); }};
}

/// A closed set of names that stand for an enum.
template <typename From, typename Member>
Option named(const QString &flag, const QString &environment, const QString &names,
             const QString &help, From from, Member member)
{
    return {.flag = flag,
            .environment = environment,
            .value = names,
            .help = help,
            .set = [=](Config &config, const QString &value) -> Result<> {
                const auto parsed = from(value);
                if (!parsed)
                    return fail(Errc::InvalidArgument, u"it must be one of "_s + names);
                member(config) = *parsed;
                return {};
            },
            .get = [member](const Config &config) { return name(member(config)); }};
}

/// Seconds, or a number with s, m, h or d behind it: "90", "12h".
template <typename Member>
Option duration(const QString &flag, const QString &environment, const QString &help, Member member)
{
    return {.flag = flag,
            .environment = environment,
            .value = u"TIME"_s,
            .help = help,
            .set = [member](Config &config, const QString &value) -> Result<> {
                const auto seconds = secondsFrom(value);
                if (!seconds)
                    return fail(Errc::InvalidArgument,
                                u"it must be a number of seconds, or like 15m, 12h, 30d"_s);
                member(config) = *seconds;
                return {};
            },
            .get =
                [member](Config config) {
                    return QString::number(
                        std::chrono::duration_cast<std::chrono::seconds>(member(config)).count());
                }};
}

/// A duration of whole seconds within [least, most].
template <typename Member>
Option limit(const QString &flag, const QString &environment, std::chrono::seconds least,
             std::chrono::seconds most, const QString &help, Member member)
{
    Option option = duration(flag, environment, help, member);
    option.set = [=](Config &config, const QString &value) -> Result<> {
        const auto seconds = secondsFrom(value);
        if (!seconds || *seconds < least || *seconds > most)
            return fail(Errc::InvalidArgument,
                        u"it must be a time from %1 to %2 seconds"_s.arg(
                            QString::number(least.count()), QString::number(most.count())));
        member(config) = *seconds;
        return {};
    };
    return option;
}

} // namespace pilothouse::options
