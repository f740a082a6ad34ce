// ogi-read-pdf: a PDF from standard input, its words to standard output (pdf_words.h). Gives away
// what rights it can before it looks at the first byte.
#include <fcntl.h>
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <cmath>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/limits.h"

namespace {

using ogi::limits::kMaxPdfMemoryBytes;
using ogi::limits::kMaxPdfPages;
using ogi::limits::kMaxPdfProcessorTime;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif
#else
constexpr bool kSanitized = false;
#endif

// Beyond `value` a signal that says so; beyond `most` the kernel simply kills.
bool Limit(__rlimit_resource resource, rlim_t value, rlim_t most) {
  const rlimit limit{value, most};
  return setrlimit(resource, &limit) == 0;
}

// SIGPROF, which ends the process, once it has used up its processor time.
bool LimitProcessorTime() {
  itimerval timer{};
  timer.it_value = absl::ToTimeval(kMaxPdfProcessorTime);
  sigset_t alarm;
  sigemptyset(&alarm);
  sigaddset(&alarm, SIGPROF);
  // Whoever started it may have ignored or blocked the signal.
  return std::signal(SIGPROF, SIG_DFL) != SIG_ERR &&
         sigprocmask(SIG_UNBLOCK, &alarm, nullptr) == 0 &&
         setitimer(ITIMER_PROF, &timer, nullptr) == 0;
}

bool GiveAwayRights() {
  // A process that a document has taken over can stop its timer but not lift this limit, which
  // counts in whole seconds.
  const auto seconds =
      static_cast<rlim_t>(absl::ToInt64Seconds(absl::Ceil(kMaxPdfProcessorTime, absl::Seconds(1))));
  // Sanitizers reserve terabytes of addresses.
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && Limit(RLIMIT_CORE, 0, 0) &&
         Limit(RLIMIT_FSIZE, 0, 0) && Limit(RLIMIT_NPROC, 0, 0) &&
         Limit(RLIMIT_CPU, seconds, seconds + 1) && LimitProcessorTime() &&
         (kSanitized || Limit(RLIMIT_AS, kMaxPdfMemoryBytes, kMaxPdfMemoryBytes));
}

void AppendUtf8(uint32_t code, std::string& text) {
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0 | (code >> 6));
    text += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    text += static_cast<char>(0xE0 | (code >> 12));
    text += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    text += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    text += static_cast<char>(0xF0 | (code >> 18));
    text += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
    text += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    text += static_cast<char>(0x80 | (code & 0x3F));
  }
}

// On one line. to_utf8() of poppler opens a converter for every word. Surrogates without their
// other half are left to whom reads this.
std::string OneLine(const poppler::ustring& text) {
  std::string line;
  for (size_t i = 0; i < text.size(); ++i) {
    uint32_t code = text[i];
    if (code >= 0xD800 && code < 0xDC00 && i + 1 < text.size() && text[i + 1] >= 0xDC00 &&
        text[i + 1] < 0xE000) {
      code = 0x10000 + ((code - 0xD800) << 10) + (text[++i] - 0xDC00u);
    }
    AppendUtf8(code == '\n' || code == '\r' ? ' ' : code, line);
  }
  return line;
}

// Hundredths of points.
int Hundredths(double points) {
  if (!std::isfinite(points)) return 0;
  return static_cast<int>(std::lround(std::clamp(points, -99'000.0, 99'000.0) * 100));
}

void SendPage(const poppler::page& page) {
  const poppler::rectf shown = page.page_rect();
  std::printf("page %d %d\n", Hundredths(shown.width()), Hundredths(shown.height()));
  for (const poppler::text_box& box : page.text_list()) {
    const poppler::rectf place = box.bbox();
    std::printf("word %d %d %d %d %d %s\n", Hundredths(place.left()), Hundredths(place.top()),
                Hundredths(place.right()), Hundredths(place.bottom()), box.rotation(),
                OneLine(box.text()).c_str());
  }
}

void Send(const char* bytes, int size) {
  poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
  const std::unique_ptr<poppler::document> document(
      poppler::document::load_from_raw_data(bytes, size));
  if (document == nullptr) {
    std::puts("damaged");
    return;
  }
  if (document->is_locked()) {
    std::puts("locked");
    return;
  }
  const int count = document->pages();
  std::printf("pages %d\n", count);
  std::printf("title %s\n", OneLine(document->get_title()).c_str());
  for (int i = 0; i < std::min(count, kMaxPdfPages); ++i) {
    const std::unique_ptr<poppler::page> page(document->create_page(i));
    if (page == nullptr) {
      std::puts("page 0 0");
    } else {
      SendPage(*page);
    }
  }
  std::puts("end");
}

}  // namespace

int main() {
  struct stat input {};
  if (fstat(STDIN_FILENO, &input) != 0 || input.st_size <= 0 || input.st_size > INT_MAX) return 2;
  void* const bytes = mmap(nullptr, static_cast<size_t>(input.st_size), PROT_READ | PROT_WRITE,
                           MAP_PRIVATE, STDIN_FILENO, 0);
  if (bytes == MAP_FAILED || !GiveAwayRights()) return 2;
  Send(static_cast<const char*>(bytes), static_cast<int>(input.st_size));
  std::fflush(stdout);
  // What poppler holds goes with the process.
  _exit(0);
}
