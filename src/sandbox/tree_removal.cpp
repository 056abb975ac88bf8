#include "sandbox/tree_removal.h"

namespace pilothouse {

namespace {

namespace fs = std::filesystem;

bool isFolder(const fs::path &path)
{
    std::error_code error;
    return fs::symlink_status(path, error).type() == fs::file_type::directory;
}

void openFolders(const fs::path &folder)
{
    std::error_code ignored; // what matters shows when the folder is removed
    fs::permissions(folder, fs::perms::owner_all, fs::perm_options::add, ignored);
    for (const auto &item : fs::directory_iterator(folder, ignored))
        if (isFolder(item.path()))
            openFolders(item.path());
}

} // namespace

std::error_code removeTree(const fs::path &path)
{
    std::error_code error;
    fs::remove_all(path, error);
    if (!error || !isFolder(path))
        return error;
    openFolders(path);
    fs::remove_all(path, error);
    return error;
}

} // namespace pilothouse
