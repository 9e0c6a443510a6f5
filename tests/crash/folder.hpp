#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

#include <stdlib.h>
#include <unistd.h>

namespace makegood::crash {

/// In memory it is quicker, where there is such a file system, and no worse: the disk that fails is the model of one.
enum class Lies { in_memory, on_disk };

/// What stands beside a database outside of the simulated disk goes with it: the same file, in its new place.
inline void bring_checkpoint(const std::string& from_database, const std::string& to_database) {
    std::error_code ignored;  // it was not there yet
    std::filesystem::rename(from_database + ".checkpoint", to_database + ".checkpoint", ignored);
}

/// A folder of its own, gone with it.
class Folder {
  public:
    explicit Folder(Lies lies = Lies::in_memory) {
        std::string name = (parent(lies) / "makegood-crash-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for a test at " + name);
        path_ = name;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    [[nodiscard]] std::string path() const { return path_.string(); }
    [[nodiscard]] std::string path(const std::string& name) const { return (path_ / name).string(); }

  private:
    static std::filesystem::path parent(Lies lies) {
        const std::filesystem::path memory = "/dev/shm";
        return lies == Lies::in_memory && access(memory.c_str(), W_OK) == 0 ? memory
                                                                            : std::filesystem::temp_directory_path();
    }
    std::filesystem::path path_;
};

}  // namespace makegood::crash
