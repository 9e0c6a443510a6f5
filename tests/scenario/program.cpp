#include "tests/scenario/program.hpp"

#include <array>
#include <chrono>
#include <csignal>
#include <stdexcept>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace makegood::scenario {

namespace {

pid_t start(const std::vector<std::string>& arguments, const std::string& out, const std::string& err) {
    std::vector<std::string> words = {MAKEGOOD_PROGRAM};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> raw;
    for (std::string& word : words) raw.push_back(word.data());
    raw.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    pid_t pid = -1;
    const int failed = posix_spawn(&pid, MAKEGOOD_PROGRAM, &files, nullptr, raw.data(), environ);
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
    const int status = wait_for(start(arguments, out, err));
    return {status, read_file(out), read_file(err)};
}

Server::Server(const Folder& folder, const std::string& database, const std::vector<std::string>& more)
    : folder_(folder) {
    const std::string out = folder.path("serve.out");
    std::vector<std::string> arguments = {
        "serve", "--db", database, "--listen", "127.0.0.1:0", "--config", MAKEGOOD_SOURCE "/config"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    pid_ = start(arguments, out, folder.path("serve.err"));
    for (int tries = 0; tries < 400; ++tries) {
        std::this_thread::sleep_for(std::chrono::milliseconds(25));
        const std::string said = read_file(out);
        const auto at = said.find("127.0.0.1:");
        if (at != std::string::npos && said.ends_with('\n')) {
            port_ = std::stoi(said.substr(at + 10));
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
    const int handle = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port_));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    std::string answer;
    if (connect(handle, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
        const std::string request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" +
                                    "Authorization: Bearer " + token + "\r\n\r\n";
        (void)!write(handle, request.data(), request.size());
        std::array<char, 4096> part{};
        for (ssize_t size = 0; (size = read(handle, part.data(), part.size())) > 0;)
            answer.append(part.data(), static_cast<std::size_t>(size));
    }
    close(handle);
    return answer.size() > 12 ? std::stoi(answer.substr(9, 3)) : 0;
}

}  // namespace makegood::scenario
