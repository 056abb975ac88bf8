#include "options.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <string_view>

namespace pilothouse {

namespace {

struct Flag
{
    std::string_view name;
    bool Options::*switched;
};

constexpr Flag kFlags[] = {
    {"--home", &Options::inHome},
    {"--landlock", &Options::landlock},
    {"--tun", &Options::tun},
    {"--as-root", &Options::asRoot},
    {"--filter", &Options::filter},
    {"--no-ipc-objects", &Options::noIpcObjects},
    {"--die-with-input", &Options::endsWithInput},
};

struct Value
{
    std::string_view name;
    void (*take)(Options &options, const char *text);
};

unsigned long number(const char *text)
{
    return std::strtoul(text, nullptr, 10);
}

constexpr Value kValues[] = {
    {"--readable", [](Options &o, const char *text) { o.confinement.readable.push_back(text); }},
    {"--writable", [](Options &o, const char *text) { o.confinement.writable.push_back(text); }},
    {"--shared", [](Options &o, const char *text) { o.confinement.shared.push_back(text); }},
    {"--group", [](Options &o, const char *text) { o.limits.groups.push_back(text); }},
    {"--processes", [](Options &o, const char *text) { o.limits.processes = number(text); }},
    {"--files", [](Options &o, const char *text) { o.limits.files = number(text); }},
    {"--file-size", [](Options &o, const char *text) { o.limits.fileSize = number(text); }},
    {"--place",
     [](Options &o, const char *text) {
         o.places.push_back({text, false});
     }},
    {"--map",
     [](Options &o, const char *text) {
         o.places.push_back({text, true});
     }},
    {"--root-ids", [](Options &o, const char *text) { o.rootIds = std::atol(text); }},
    {"--overlay", [](Options &o, const char *text) { o.overlays.push_back(text); }},
    {"--keep", [](Options &o, const char *text) { o.kept.push_back(std::atoi(text)); }},
    {"--die-with-parent", [](Options &o, const char *text) { o.parent = std::atoi(text); }},
    {"--uid", [](Options &o, const char *text) { o.uid = std::atol(text); }},
    {"--join",
     [](Options &o, const char *text) {
         o.join = std::atoi(text);
         o.inHome = true;
     }},
};

template <typename Table> auto find(const Table &table, std::string_view name)
{
    return std::find_if(std::begin(table), std::end(table),
                        [name](const auto &each) { return each.name == name; });
}

} // namespace

Options parse(int argc, char **argv)
{
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        if (argument == "--" && i + 1 < argc) {
            options.command = argv + i + 1;
            break;
        }
        const auto flag = find(kFlags, argument);
        const auto value = find(kValues, argument);
        if (flag != std::end(kFlags))
            options.*(flag->switched) = true;
        else if (value != std::end(kValues) && i + 1 < argc)
            value->take(options, argv[++i]);
        else
            break;
    }
    return options;
}

} // namespace pilothouse
