// A report's texts as rules read them: sentences, and the numbers in them with what they count.
#ifndef OGI_DOMAIN_NARRATIVE_NARRATIVE_H_
#define OGI_DOMAIN_NARRATIVE_NARRATIVE_H_

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "domain/narrative/character_index.h"
#include "ogi/v1/annual_report.pb.h"

namespace ogi {

// Of a NarrativeNumber's value: one is a million.
inline constexpr int64_t kNarrativeOne = 1'000'000;

// A number that counts something: Arabic or full-width digits, with or without thousands
// separators, or Chinese numerals; 3件, 1,024 条, 十二件, 1.5万元, 51.85%. Years, dates, ordinals,
// document numbers, addresses and telephone numbers are not among them.
struct NarrativeNumber {
  int text = 0;
  int sentence = 0;
  // Bytes of the text, the unit included.
  size_t begin = 0;
  size_t end = 0;
  // In millionths; 万 and 亿 multiplied out, money in 元.
  int64_t value = 0;
  int decimals = 0;
  // Not 余, 多, 约 and so on, nor rounded to 万.
  bool exact = true;
  bool percent = false;
  // E.g. 件, 条, 元, %.
  absl::string_view unit;
  // From the last comma or number to this one, and from this one to the next.
  absl::string_view lead;
  absl::string_view trail;
};

struct NarrativeSentence {
  int text = 0;
  // Bytes of the text, without what ends it.
  size_t begin = 0;
  size_t end = 0;
  // Its numbers.
  size_t first_number = 0;
  size_t last_number = 0;
};

struct NarrativeText {
  // E.g. `overview`.
  absl::string_view field;
  absl::string_view text;
};

// A view: the report must outlive it and stay as it is.
class Narrative {
 public:
  explicit Narrative(const v1::AnnualReport& report);

  // The preamble and the parts that have text, in order.
  const std::vector<NarrativeText>& texts() const { return texts_; }
  const std::vector<NarrativeSentence>& sentences() const { return sentences_; }
  const std::vector<NarrativeNumber>& numbers() const { return numbers_; }

  // Of the texts, by their numbers.
  const CharacterIndex& index() const { return index_; }

  // That which has the byte; where the byte ends one, that which it ends.
  const NarrativeSentence& SentenceAt(int text, size_t at) const;
  absl::string_view TextOf(const NarrativeSentence& sentence) const;
  // Of the number's sentence, what stands before it; the last 500 characters or so, for no sentence
  // that makes sense is longer.
  absl::string_view Before(const NarrativeNumber& number) const;
  // And as much behind it.
  absl::string_view Around(const NarrativeNumber& number) const;

 private:
  void Read(absl::string_view field, absl::string_view text);
  void ReadNumbers(NarrativeSentence& sentence);

  std::vector<NarrativeText> texts_;
  CharacterIndex index_;
  std::vector<NarrativeSentence> sentences_;
  std::vector<NarrativeNumber> numbers_;
};

}  // namespace ogi

#endif  // OGI_DOMAIN_NARRATIVE_NARRATIVE_H_
