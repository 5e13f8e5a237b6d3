package view

// Command is a message from a browser. Every one is answered by a Reply with the same ID.
type Command struct {
	Type    string `json:"type"` // "command"
	ID      string `json:"id"`   // chosen by the browser, at most 40 characters
	Name    string `json:"name"`
	Channel *int   `json:"channel,omitempty"`
	// Value is what the command takes:
	//
	//	assign     channel, {"device": "USB lavalier:1"}           choose a microphone for a person
	//	person     channel, {"name","role","measured"}             rename, change the role, leave out of the measuring
	//	add        {}                                              one more person
	//	remove     channel                                         one person less
	//	swap       {}                                              the first two people exchange microphones
	//	agreement  an Agreement without agreed_by, audio           what is agreed; takes everybody's yes back
	//	agree      channel, {"agreed": true}                       somebody's yes, or its withdrawal
	//	keep_audio channel, {"agreed": true}                       somebody's yes to keeping the audio, or its withdrawal
	//	start, pause, resume, end, renew                           life cycle; renew: another session with the same people
	//	mark       {"at_ms", "text"}                               mark a moment; at_ms 0: now
	//	unmark     {"id"}                                          take a mark back
	//	dismiss    {"id"}                                          take the nudge away
	//	mute       {"muted": true}                                 no more nudges in this session
	Value any `json:"value,omitempty"`
}

// Reply answers a Command.
type Reply struct {
	Type  string `json:"type"` // "reply"
	ID    string `json:"id"`
	OK    bool   `json:"ok"`
	Error string `json:"error,omitempty"` // one sentence for a person to read
}
