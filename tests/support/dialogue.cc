#include "tests/support/dialogue.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <utility>

#include "absl/strings/match.h"

namespace ogi {
namespace {

// As shells say that a program cannot be run.
constexpr int kNotStarted = 127;

// Both ends of a new terminal: the person's, and the program's.
std::pair<int, int> OpenTerminal() {
  const int person = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (person < 0 || grantpt(person) != 0 || unlockpt(person) != 0) std::abort();
  std::array<char, 64> name = {};
  if (ptsname_r(person, name.data(), name.size()) != 0) std::abort();
  const int program = open(name.data(), O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (program < 0) std::abort();
  return {person, program};
}

}  // namespace

bool Dialogue::Possible() {
  const int person = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (person < 0) return false;
  close(person);
  return true;
}

Dialogue::Dialogue(std::vector<std::string> arguments) {
  const auto [person, program] = OpenTerminal();
  std::array<int, 2> ends = {};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) std::abort();
  std::vector<char*> pointers;
  pointers.reserve(arguments.size() + 1);
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  const pid_t parent = getpid();
  pid_ = fork();
  if (pid_ == 0) {
    // Other threads' locks may be held for ever here: system calls only.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(kNotStarted);
    dup2(program, STDIN_FILENO);
    dup2(ends[1], STDOUT_FILENO);
    dup2(ends[1], STDERR_FILENO);
    execv(pointers[0], pointers.data());
    _exit(kNotStarted);
  }
  close(program);
  close(ends[1]);
  keyboard_ = person;
  pipe_ = ends[0];
}

Dialogue::~Dialogue() {
  if (pid_ > 0) {
    kill(pid_, SIGKILL);
    End();
  }
  close(keyboard_);
  close(pipe_);
}

bool Dialogue::ReadSome() {
  std::array<char, 4096> buffer = {};
  const ssize_t count = read(pipe_, buffer.data(), buffer.size());
  if (count <= 0) return false;
  output_.append(buffer.data(), static_cast<size_t>(count));
  return true;
}

bool Dialogue::Await(absl::string_view text) {
  while (!absl::StrContains(output_, text)) {
    if (!ReadSome()) return false;
  }
  return true;
}

void Dialogue::Type(absl::string_view keys) {
  if (write(keyboard_, keys.data(), keys.size()) != static_cast<ssize_t>(keys.size())) std::abort();
}

int Dialogue::End() {
  while (ReadSome()) {
  }
  int status = 0;
  if (pid_ < 0 || waitpid(std::exchange(pid_, -1), &status, 0) < 0) return -1;
  return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace ogi
