package view

import (
	"fmt"
	"time"
)

// AudioAgreement is what the people agreed on about the sound of the session.
type AudioAgreement struct {
	Days int    `json:"days"` // it is kept for, if everybody in the session says yes
	By   []int  `json:"by"`   // channels whose people have said yes, measured or not
	Kept bool   `json:"kept"` // it is being kept
	Text string `json:"text"` // the same in words: "Audio not kept"
}

// AudioText says that the sound of a session is kept, with the consent of so many people, until a day.
func AudioText(people int, started, until time.Time) string {
	whose := "everybody’s consent"
	switch people {
	case 1:
		whose = "consent"
	case 2:
		whose = "both people’s consent"
	}
	return fmt.Sprintf("Audio kept with %s, deleted on %s", whose, DayText(started, until))
}

// DayText is a day in words, with its year if that is another than a reader would take it for on a first day.
func DayText(first, day time.Time) string {
	if day.After(first.AddDate(0, 10, 0)) {
		return day.Format("2 January 2006")
	}
	return day.Format("2 January")
}

// ReviewAudio is the sound that is kept with a session.
type ReviewAudio struct {
	Channels []int  `json:"channels"` // that can be played
	Until    string `json:"until"`    // day on which it is deleted: "2026-11-21"
	Text     string `json:"text"`     // "Audio kept with both people’s consent, deleted on 21 November"
}
