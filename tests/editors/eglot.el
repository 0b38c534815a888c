;;; eglot.el --- forewarn in a real Emacs, with eglot  -*- lexical-binding: t -*-

;; emacs --batch -Q -l eglot.el, in a folder with a copy of docs/example; `forewarn' is on PATH.
;; Prints "ok NAME" or "FAIL NAME what was there" for each thing looked at, and what eglot announces, as JSON.
;; Batch Emacs runs no idle timers: what it would do when one stops typing is done by hand.

(setq load-prefer-newer t make-backup-files nil)
(dolist (folder (directory-files "/usr/share/emacs/site-lisp/elpa" t "^[^.]"))
  (add-to-list 'load-path folder))
(require 'yaml-mode)
(require 'markdown-mode)
(require 'eglot)
(require 'flymake)
(require 'cl-lib)

;; The lines of docs/editors.md.
(add-to-list 'eglot-server-programs
             '((yaml-mode yaml-ts-mode markdown-mode) . ("forewarn" "lsp")))

(setq eglot-sync-connect 20 eglot-confirm-server-initiated-edits nil eglot-autoshutdown nil)

(defun look (name seen &optional there)
  "Print whether SEEN holds under NAME; where it does not, THERE is what was there."
  (princ (if seen (format "ok %s\n" name) (format "FAIL %s %S\n" name there))))

(defun wait-for (test)
  "The first true answer of TEST, for as long as anybody would wait."
  (let ((end (+ (float-time) 60)) answer)
    (while (and (not (setq answer (funcall test))) (< (float-time) end))
      (accept-process-output nil 0.05))
    answer))

(defun said (text)
  "Whether a diagnostic of this buffer says TEXT."
  (cl-some (lambda (one) (string-match-p (regexp-quote text) (flymake-diagnostic-text one))) (flymake-diagnostics)))

(defun on (text)
  "Go into the first place that holds TEXT."
  (goto-char (point-min))
  (search-forward text)
  (backward-char 2))

(defun hover ()
  "What eldoc shows at point."
  (let (got)
    (eglot-hover-eldoc-function (lambda (text &rest _) (setq got text)))
    (wait-for (lambda () got))))

(find-file "threat-model.yaml")
(yaml-mode)
(apply #'eglot (eglot--guess-contact))
(look "connected" (eglot-current-server))
(princ (format "capabilities %s\n" (json-encode (eglot-client-capabilities (eglot-current-server)))))
(flymake-start)
(look "diagnostics" (wait-for (lambda () (said "Nothing is called `pickup-cod`"))) (flymake-diagnostics))

(on "recipient-contact")
(look "hover" (string-match-p "Personal data" (or (hover) "")) (hover))

(on "pickup-cod,")
(let* ((found (eglot-completion-at-point))
       (names (all-completions "" (nth 2 found))))
  (look "completion" (cl-some (lambda (one) (string-match-p "pickup-code" one)) names) names))

(on "against: [pickup-code")
(search-forward "pickup-code")
(backward-char 3)
(let ((there (xref-backend-definitions 'eglot (xref-backend-identifier-at-point 'eglot))))
  (look "definition" (= 1 (length there)) there))

(look "symbols" (string-match-p "pickup-code" (format "%S" (eglot-imenu))) (eglot-imenu))

(goto-char (point-min))
(search-forward "pickup-cod,")
(let ((last-nonmenu-event ?.)) ; as if a key had been typed: else eglot opens a menu
  (cl-letf (((symbol-function 'completing-read)
             (lambda (_prompt choices &rest _)
               (car (cl-find-if (lambda (one) (string-match-p "Change to" (car one))) choices)))))
    (eglot-code-actions (line-beginning-position) (line-end-position) "quickfix" t)))
(look "quick fix" (save-excursion (goto-char (point-min)) (not (search-forward "pickup-cod," nil t))))
(eglot--signal-textDocument/didChange)
(look "diagnostics go" (wait-for (lambda () (flymake-start) (not (said "Nothing is called `pickup-cod`"))))
      (flymake-diagnostics))

(find-file "design/parcel-pickup.md")
(markdown-mode)
(apply #'eglot (eglot--guess-contact))
(flymake-start)
(look "a document" (wait-for (lambda () (said "is said to be open"))) (flymake-diagnostics))

(dolist (buffer (buffer-list)) (with-current-buffer buffer (set-buffer-modified-p nil)))
(eglot-shutdown (eglot-current-server))
(kill-emacs 0)
