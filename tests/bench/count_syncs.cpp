// Preloaded into a server: counts how often its write-ahead log was synced, which is once a commit and once a
// checkpoint. The count is the first 8 bytes of the file that BENCH_SYNCS names, in the machine's byte order.

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace {

using Counter = std::atomic<std::uint64_t>;
using Sync = int (*)(int);

Counter* map_counter() {
    const char* path = std::getenv("BENCH_SYNCS");
    const int file = path ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644) : -1;
    if (file < 0 || ftruncate(file, sizeof(Counter)) != 0) return nullptr;
    void* mapped = mmap(nullptr, sizeof(Counter), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    return mapped == MAP_FAILED ? nullptr : static_cast<Counter*>(mapped);
}

bool is_log(int file) {
    char link[64] = "/proc/self/fd/";
    char path[4096];
    char digits[16];
    int count = 0;
    do digits[count++] = static_cast<char>('0' + file % 10);
    while ((file /= 10) > 0);
    char* end = link + std::strlen(link);
    while (count > 0) *end++ = digits[--count];
    *end = '\0';
    const ssize_t size = readlink(link, path, sizeof path);
    return size > 0 && std::string_view(path, static_cast<std::size_t>(size)).ends_with("-wal");
}

int counted(const char* name, int file) {
    static Counter* const counter = map_counter();
    if (counter && is_log(file)) counter->fetch_add(1, std::memory_order_relaxed);
    return reinterpret_cast<Sync>(dlsym(RTLD_NEXT, name))(file);
}

}  // namespace

extern "C" int fdatasync(int file) {
    return counted("fdatasync", file);
}

extern "C" int fsync(int file) {
    return counted("fsync", file);
}
