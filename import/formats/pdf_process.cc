#include "import/formats/pdf_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/errors.h"
#include "common/limits.h"
#include "common/status_macros.h"

namespace ogi {
namespace {

constexpr absl::string_view kProgram = "ogi-read-pdf";

class File {
 public:
  explicit File(int descriptor = -1) : descriptor_(descriptor) {}
  ~File() { Close(); }
  File(File&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  File& operator=(File&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }

  int get() const { return descriptor_; }
  void Close() {
    if (descriptor_ >= 0) close(std::exchange(descriptor_, -1));
  }

 private:
  int descriptor_;
};

absl::Status CannotRun(absl::string_view step) {
  return errors::ProgramMissing(kProgram, absl::StrCat(step, ": ", std::strerror(errno)));
}

std::string ProgramPath() {
  if (const char* path = std::getenv("OGI_READ_PDF"); path != nullptr) return path;
  char self[PATH_MAX];
  const ssize_t size = readlink("/proc/self/exe", self, sizeof(self));
  const absl::string_view own(self, static_cast<size_t>(std::max<ssize_t>(size, 0)));
  return absl::StrCat(own.substr(0, own.rfind('/') + 1), kProgram);
}

// In memory, so that the process may read it in any order and we need not feed it while it sends.
absl::StatusOr<File> InMemory(absl::string_view bytes) {
  File file(memfd_create("document.pdf", MFD_CLOEXEC));
  if (file.get() < 0) return CannotRun("memfd_create");
  while (!bytes.empty()) {
    const ssize_t written = write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return CannotRun("write");
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  if (lseek(file.get(), 0, SEEK_SET) < 0) return CannotRun("lseek");
  return file;
}

absl::StatusOr<pid_t> Spawn(const File& input, const File& output) {
  const std::string path = ProgramPath();
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input.get(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output.get(), STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::string name(kProgram);
  char* arguments[] = {name.data(), nullptr};
  // Nothing of ours: it has no business with our secrets, nor we with its locale.
  char* environment[] = {nullptr};
  pid_t process = 0;
  const int error = posix_spawn(&process, path.c_str(), &actions, nullptr, arguments, environment);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) {
    errno = error;
    return CannotRun(path);
  }
  return process;
}

enum class Ending { kClosed, kTooMuch, kTooLong };

Ending Receive(const File& file, std::string& received) {
  const absl::Time deadline = absl::Now() + limits::kMaxPdfTime;
  char buffer[64 << 10];
  while (true) {
    pollfd waited{file.get(), POLLIN, 0};
    const int64_t left = absl::ToInt64Milliseconds(deadline - absl::Now());
    if (left <= 0) return Ending::kTooLong;
    if (poll(&waited, 1, static_cast<int>(left)) <= 0) continue;
    const ssize_t size = read(file.get(), buffer, sizeof(buffer));
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return Ending::kClosed;
    if (received.size() + static_cast<size_t>(size) > limits::kMaxPdfWordsBytes) {
      return Ending::kTooMuch;
    }
    received.append(buffer, static_cast<size_t>(size));
  }
}

// Ends the process if it still runs. Its status; 0 where somebody else has taken it.
int Reap(pid_t process) {
  kill(process, SIGKILL);
  int status = 0;
  while (waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) return 0;
  }
  return status;
}

}  // namespace

absl::StatusOr<std::string> RunPdfReader(absl::string_view bytes) {
  OGI_ASSIGN_OR_RETURN(const File input, InMemory(bytes));
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return CannotRun("pipe");
  const File from(ends[0]);
  File to(ends[1]);
  OGI_ASSIGN_OR_RETURN(const pid_t process, Spawn(input, to));
  to.Close();

  std::string received;
  const Ending ending = Receive(from, received);
  // A process that closed its output is on its way out: this no longer changes its status.
  const int status = Reap(process);
  if (ending == Ending::kTooMuch) {
    return errors::DocumentBeyondLimit("PDF 文件中的文字过多", "The PDF has too much text");
  }
  const int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  if (ending == Ending::kTooLong || signal == SIGPROF || signal == SIGXCPU) {
    return errors::DocumentBeyondLimit("读取 PDF 文件耗时过长", "The PDF takes too long to read");
  }
  if (signal != 0 && signal != SIGKILL) received = "damaged\n";
  return received;
}

}  // namespace ogi
