#include "clients/cli/text/progress.h"

#include <string>

namespace ogi::cli {
namespace {

constexpr size_t kWidth = 40;
// Back to the line's start, and erase it.
constexpr char kErase[] = "\r\033[K";

}  // namespace

void ProgressBar::Finish() {
  if (drawn_percent_ == kNothingDrawn) return;
  stream_ << kErase << std::flush;
  drawn_percent_ = kNothingDrawn;
}

void ProgressBar::Advance() {
  ++done_;
  const size_t percent = done_ * 100 / total_;
  if (!visible_ || percent == drawn_percent_) return;
  drawn_percent_ = percent;
  std::string bar;
  for (size_t i = 0; i < kWidth; ++i) bar += i < percent * kWidth / 100 ? "█" : "░";
  stream_ << kErase << bar << " " << done_ << "/" << total_ << " " << percent << "%" << std::flush;
}

}  // namespace ogi::cli
