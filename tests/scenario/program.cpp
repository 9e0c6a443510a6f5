#include "tests/scenario/program.hpp"

#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <stdexcept>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace makegood::scenario {

namespace {

/// The library by which a program is told another time.
std::string clock_library() {
    for (const auto& entry : std::filesystem::directory_iterator("/usr/lib"))
        if (const auto file = entry.path() / "faketime/libfaketimeMT.so.1"; std::filesystem::exists(file))
            return file.string();
    throw std::runtime_error("libfaketimeMT.so.1 is not there: scripts/setup installs faketime");
}

/// This program's own, and what sets the clock. Steady clocks stay right, so that waiting is as long as ever.
std::vector<std::string> environment(const StartedAt& at) {
    std::vector<std::string> variables;
    for (char** variable = environ; *variable != nullptr; ++variable) variables.emplace_back(*variable);
    if (at.time.empty()) return variables;
    static const std::string library = clock_library();
    variables.insert(variables.end(), {"TZ=UTC", "LD_PRELOAD=" + library, "FAKETIME=@" + at.time,
                                       "FAKETIME_DONT_FAKE_MONOTONIC=1", "ASAN_OPTIONS=verify_asan_link_order=0"});
    return variables;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> raw;
    for (std::string& word : words) raw.push_back(word.data());
    raw.push_back(nullptr);
    return raw;
}

pid_t start(const Folder& folder, const std::vector<std::string>& arguments, const std::string& out,
            const std::string& err, const StartedAt& at) {
    std::vector<std::string> words = {MAKEGOOD_PROGRAM};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<std::string> variables = environment(at);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addchdir_np(&files, folder.path("").c_str());
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    pid_t pid = -1;
    const int failed =
        posix_spawn(&pid, MAKEGOOD_PROGRAM, &files, nullptr, pointers(words).data(), pointers(variables).data());
    posix_spawn_file_actions_destroy(&files);
    if (failed != 0) throw std::runtime_error(std::string(MAKEGOOD_PROGRAM) + " does not start");
    return pid;
}

int wait_for(pid_t pid) {
    int status = 0;
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

Ran Program::run(const std::vector<std::string>& arguments) const {
    const std::string out = folder_.path("run.out"), err = folder_.path("run.err");
    const int status = wait_for(start(folder_, arguments, out, err, at_));
    return {status, read_file(out), read_file(err)};
}

/// A child inherits the limit, and that SIGXFSZ is ignored, so that writing fails instead.
Ran Program::run_limited(const std::vector<std::string>& arguments, std::uint64_t file_bytes_max) const {
    const std::string out = folder_.path("run.out"), err = folder_.path("run.err");
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit limited{file_bytes_max, before.rlim_max};
    auto* const handler = std::signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limited);
    const pid_t pid = start(folder_, arguments, out, err, at_);
    setrlimit(RLIMIT_FSIZE, &before);
    const int status = wait_for(pid);
    std::signal(SIGXFSZ, handler);
    return {status, read_file(out), read_file(err)};
}

int Program::run_and_kill(const std::vector<std::string>& arguments, std::chrono::microseconds after) const {
    const pid_t pid = start(folder_, arguments, folder_.path("run.out"), folder_.path("run.err"), at_);
    std::this_thread::sleep_for(after);
    kill(pid, SIGKILL);
    return wait_for(pid);
}

Server::Server(const Folder& folder, const std::string& database, const std::vector<std::string>& more,
               const StartedAt& at)
    : folder_(folder) {
    const std::string out = folder.path("serve.out");
    std::vector<std::string> arguments = {
        "serve", "--db", database, "--listen", "127.0.0.1:0", "--config", MAKEGOOD_SOURCE "/config"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    pid_ = start(folder, arguments, out, folder.path("serve.err"), at);
    for (int tries = 0; tries < 400; ++tries) {
        std::this_thread::sleep_for(std::chrono::milliseconds(25));
        const std::string said = read_file(out);
        const auto told = said.find("127.0.0.1:");
        if (told != std::string::npos && said.ends_with('\n')) {
            port_ = std::stoi(said.substr(told + 10));
            return;
        }
        if (waitpid(pid_, nullptr, WNOHANG) == pid_) {
            pid_ = -1;
            break;
        }
    }
    const Ran ran = stop();
    throw std::runtime_error("the server does not serve: " + ran.err);
}

Server::~Server() {
    (void)stop();
}

void Server::hang_up() const {
    kill(pid_, SIGHUP);
}

bool Server::says(const std::string& words) const {
    for (int tries = 0; tries < 400; ++tries) {
        if (read_file(folder_.path("serve.err")).find(words) != std::string::npos) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(25));
    }
    return false;
}

Ran Server::stop() {
    int status = 0;
    if (pid_ > 0) {
        kill(pid_, SIGTERM);
        status = wait_for(pid_);
        pid_ = -1;
    }
    return {status, read_file(folder_.path("serve.out")), read_file(folder_.path("serve.err"))};
}

int Server::get(const std::string& path, const std::string& token) const {
    return ask("GET", path, token).status;
}

Answered Server::ask(const std::string& method, const std::string& path, const std::string& token,
                     const std::string& body, const std::string& key) const {
    const int handle = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port_));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    std::string answer;
    if (connect(handle, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
        std::string request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" +
                              "Authorization: Bearer " + token + "\r\n";
        if (!key.empty()) request += "Idempotency-Key: " + key + "\r\n";
        if (method != "GET") request += "Content-Length: " + std::to_string(body.size()) + "\r\n";
        request += "\r\n" + body;
        (void)!write(handle, request.data(), request.size());
        std::array<char, 4096> part{};
        for (ssize_t size = 0; (size = read(handle, part.data(), part.size())) > 0;)
            answer.append(part.data(), static_cast<std::size_t>(size));
    }
    close(handle);
    if (answer.size() <= 12) return {};
    const std::size_t head = answer.find("\r\n\r\n");
    return {std::stoi(answer.substr(9, 3)), head == std::string::npos ? "" : answer.substr(head + 4)};
}

}  // namespace makegood::scenario
