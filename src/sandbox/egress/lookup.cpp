#include "lookup.h"

#include "poller.h"

#include <netdb.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <system_error>
#include <thread>

namespace pilothouse::egress {

namespace {

std::vector<Address> addressesOf(const std::string &name)
{
    std::vector<Address> addresses;
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_ADDRCONFIG;
    addrinfo *all = nullptr;
    if (getaddrinfo(name.c_str(), nullptr, &hints, &all) != 0)
        return addresses;
    for (const addrinfo *each = all; each; each = each->ai_next)
        addresses.emplace_back(each->ai_addr);
    freeaddrinfo(all);
    return addresses;
}

} // namespace

struct Lookup::Mailbox
{
    std::mutex mutex;
    std::vector<std::pair<int, std::vector<Address>>> answers;
    Descriptor bell{eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};

    void put(int number, std::vector<Address> addresses)
    {
        const std::lock_guard lock(mutex);
        answers.emplace_back(number, std::move(addresses));
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto rung = write(bell.get(), &one, sizeof one);
    }
};

Lookup::Lookup(Poller &poller) : m_poller(poller), m_mailbox(std::make_shared<Mailbox>())
{
    setenv("LOCALDOMAIN", "", 1); // no domain of this machine is tried behind a name
    m_poller.watch(m_mailbox->bell.get(), EPOLLIN, [this](std::uint32_t) {
        std::uint64_t count = 0;
        [[maybe_unused]] const auto heard = read(m_mailbox->bell.get(), &count, sizeof count);
        decltype(m_mailbox->answers) answers;
        {
            const std::lock_guard lock(m_mailbox->mutex);
            answers.swap(m_mailbox->answers);
        }
        for (const auto &[number, addresses] : answers) {
            const auto node = m_waiting.extract(number);
            if (!node.empty())
                node.mapped()(addresses);
        }
    });
}

Lookup::~Lookup()
{
    m_poller.forget(m_mailbox->bell.get());
}

int Lookup::find(const std::string &name, Found found)
{
    const int number = m_next++;
    m_waiting[number] = std::move(found);
    try {
        std::thread([mailbox = m_mailbox, name, number] {
            mailbox->put(number, addressesOf(name));
        }).detach();
    } catch (const std::system_error &) {
        m_mailbox->put(number, {}); // no thread to be had: as if there were no such name
    }
    return number;
}

} // namespace pilothouse::egress
