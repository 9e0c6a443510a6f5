#include "tests/scenario/approved.hpp"

#include <cstdio>
#include <cstdlib>
#include <iostream>

#include <catch2/catch.hpp>

#include "tests/scenario/scene.hpp"

namespace makegood::scenario {

namespace {

std::string difference(const std::string& approved, const std::string& actual) {
    const Folder folder;
    write_file(folder.path("actual"), actual);
    write_file(folder.path("approved"), read_file(approved));
    const std::string command = "diff -u --label approved --label actual '" + folder.path("approved") + "' '" +
                                folder.path("actual") + "' > '" + folder.path("difference") + "'";
    if (std::system(command.c_str()) == 0) return {};
    return read_file(folder.path("difference"));
}

}  // namespace

void require_approved(const std::string& path, const std::string& actual) {
    const std::string file = MAKEGOOD_SOURCE "/tests/scenario/" + path;
    if (read_file(file) == actual) return;
    const std::string shown = path + "\n" + difference(file, actual);
    if (std::getenv("MAKEGOOD_APPROVE") != nullptr) {
        std::cout << "approved: " << shown << "\n";
        write_file(file, actual);
        return;
    }
    FAIL_CHECK("not as approved: " << shown << "\nMAKEGOOD_APPROVE=1 makes this the approved text");
}

}  // namespace makegood::scenario
