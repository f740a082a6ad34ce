#include "tests/support/process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

namespace ogi {
namespace {

// As shells say that a program cannot be run.
constexpr int kNotStarted = 127;

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// Starts a program whose standard error, and output where asked, go into a pipe. Answers its id and
// the pipe's reading end. It does not outlive this process, however that ends.
std::pair<pid_t, int> Spawn(std::vector<std::string> arguments,
                            const std::vector<std::string>& added, bool with_output) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) std::abort();
  std::vector<std::string> environment = added;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    environment.emplace_back(*variable);
  }
  const std::vector<char*> argument_pointers = Pointers(arguments);
  const std::vector<char*> environment_pointers = Pointers(environment);
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid == 0) {
    // Other threads' locks may be held for ever here: system calls only.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(kNotStarted);
    dup2(ends[1], STDERR_FILENO);
    if (with_output) dup2(ends[1], STDOUT_FILENO);
    execve(argument_pointers[0], argument_pointers.data(), environment_pointers.data());
    _exit(kNotStarted);
  }
  close(ends[1]);
  return {pid, ends[0]};
}

int Wait(pid_t pid, rusage* usage = nullptr) {
  int status = 0;
  if (pid < 0 || wait4(pid, &status, 0, usage) != pid) return -1;
  return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

int PortIn(const std::string& output) {
  const size_t ready = output.find("\"event\":\"ready\"");
  const size_t port = ready == std::string::npos ? ready : output.find("\"port\":", ready);
  if (port == std::string::npos) return 0;
  const size_t end = output.find_first_of(",}", port);
  int number = 0;
  if (end == std::string::npos ||
      !absl::SimpleAtoi(output.substr(port + 7, end - port - 7), &number)) {
    return 0;
  }
  return number;
}

}  // namespace

std::unique_ptr<Process> Process::Start(const std::vector<std::string>& arguments,
                                        const std::vector<std::string>& environment) {
  auto process = std::unique_ptr<Process>(new Process());
  const absl::Time begin = absl::Now();
  std::tie(process->pid_, process->pipe_) = Spawn(arguments, environment, /*with_output=*/false);
  process->reader_ = std::thread([raw = process.get()] { raw->ReadOutput(); });
  {
    absl::MutexLock lock(&process->mutex_, absl::Condition(&Process::HasPortOrEnd, process.get()));
    process->port_ = PortIn(process->output_);
  }
  process->start_time_ = absl::Now() - begin;
  return process;
}

Process::~Process() {
  if (pid_ > 0) Stop(SIGKILL);
  reader_.join();
  close(pipe_);
}

bool Process::HasPortOrEnd(Process* process) {
  return process->ended_ || PortIn(process->output_) != 0;
}

void Process::ReadOutput() {
  char buffer[4096];
  ssize_t count = 0;
  while ((count = read(pipe_, buffer, sizeof(buffer))) > 0) {
    absl::MutexLock lock(&mutex_);
    output_.append(buffer, static_cast<size_t>(count));
  }
  absl::MutexLock lock(&mutex_);
  ended_ = true;
}

int Process::Stop(int signal) {
  if (pid_ <= 0) return -1;
  kill(pid_, signal);
  return Wait(std::exchange(pid_, -1));
}

absl::Duration Process::CpuTime() const {
  std::ifstream file(absl::StrCat("/proc/", pid_, "/stat"));
  std::string text;
  std::getline(file, text);
  // The fields after the name, which may hold anything but ends with the last parenthesis.
  std::istringstream fields(text.substr(text.rfind(')') + 2));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  double user = 0;
  double system = 0;
  fields >> user >> system;
  return absl::Seconds((user + system) / static_cast<double>(sysconf(_SC_CLK_TCK)));
}

int64_t Process::ResidentBytes() const {
  std::ifstream file(absl::StrCat("/proc/", pid_, "/statm"));
  int64_t total = 0;
  int64_t resident = 0;
  file >> total >> resident;
  return resident * sysconf(_SC_PAGESIZE);
}

int Process::OpenDescriptors() const {
  const std::filesystem::directory_iterator open(absl::StrCat("/proc/", pid_, "/fd"));
  return static_cast<int>(std::distance(begin(open), end(open)));
}

std::string Process::Output() const {
  absl::MutexLock lock(&mutex_);
  return output_;
}

ProgramResult RunProgram(const std::vector<std::string>& arguments) {
  auto [pid, pipe] = Spawn(arguments, {}, /*with_output=*/true);
  ProgramResult result;
  char buffer[4096];
  ssize_t count = 0;
  while ((count = read(pipe, buffer, sizeof(buffer))) > 0) {
    result.output.append(buffer, static_cast<size_t>(count));
  }
  close(pipe);
  rusage usage = {};
  result.exit_code = Wait(pid, &usage);
  result.peak_bytes = usage.ru_maxrss * 1024;
  return result;
}

}  // namespace ogi
